import type { EventDetails } from '@foyer/client';
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EventTags } from '../programme/event-tags.tsx';
import { CancelEvent } from './cancel-event.tsx';
import { ChangeStatus } from './change-status.tsx';
import { DuplicateEvent } from './duplicate-event.tsx';
import classes from './event-actions.module.css';
import { useSeatsText } from './seats-text.ts';
import { RepeatEvent } from './series/repeat-event.tsx';

type EventActionsProps = { event: EventDetails; onChanged: (event: EventDetails) => void };

/** How the event stands, and what can be done with it as a whole. */
export function EventActions({ event, onChanged }: EventActionsProps) {
  const { t } = useTranslation('staff');
  const seatsText = useSeatsText();
  const isShown = event.status === 'published' && event.phase !== 'ended';
  const mayBeCancelled = isShown || (event.status === 'draft' && event.phase !== 'ended');
  const mayBeArchived =
    event.status === 'cancelled' || (event.status === 'published' && event.phase === 'ended');
  return (
    <Group justify="space-between" className={classes.bar}>
      <Group gap="sm">
        <EventTags event={event} withStatus />
        <Text size="sm" c="dimmed">
          {seatsText(event)}
        </Text>
      </Group>
      <Group gap="sm">
        {event.status === 'draft' && <ChangeStatus step="publish" event={event} onChanged={onChanged} />}
        {isShown && event.seatsTaken === 0 && event.waitlistLength === 0 && (
          <ChangeStatus step="unpublish" event={event} onChanged={onChanged} />
        )}
        {mayBeArchived && <ChangeStatus step="archive" event={event} onChanged={onChanged} />}
        {mayBeCancelled && event.series === null && event.phase === 'upcoming' && (
          <RepeatEvent event={event} onChanged={onChanged} />
        )}
        <DuplicateEvent event={event} />
        {mayBeCancelled && <CancelEvent event={event} onChanged={onChanged} label={t('cancelEvent')} />}
      </Group>
    </Group>
  );
}
