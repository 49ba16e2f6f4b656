import type { EventSummary } from '@foyer/client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EventTags } from '../programme/event-tags.tsx';
import { TextLink } from '../shell/links.tsx';
import rows from '../shell/rows.module.css';
import { useTimeFormat } from '../times/use-time-format.ts';
import { useSeatsText } from './seats-text.ts';

export function StaffEventRow({ event }: { event: EventSummary }) {
  const { t } = useTranslation('staff');
  const format = useTimeFormat();
  const seatsText = useSeatsText();
  return (
    <div className={rows.row}>
      <Stack gap={3} miw={0}>
        <Title order={2} className={rows.name}>
          <Link to="/staff/events/$eventId" params={{ eventId: event.id }} className={rows.link}>
            {event.name}
          </Link>
        </Title>
        <Text size="sm" c="dimmed">
          <time dateTime={event.startsAt.toISOString()}>
            {format.dateTime(event.startsAt, event.timeZone)}{' '}
            {format.zoneName(event.startsAt, event.timeZone)}
          </time>
          {' · '}
          {seatsText(event)}
        </Text>
      </Stack>
      <Group gap="sm">
        <EventTags event={event} withStatus />
        <TextLink
          to="/staff/events/$eventId/participants"
          params={{ eventId: event.id }}
          className={rows.above}
          aria-label={`${t('participants')}: ${event.name}`}
        >
          {t('participants')}
        </TextLink>
      </Group>
    </div>
  );
}
