import type { EventDetails } from '@foyer/client';
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { EventTags } from '../programme/event-tags.tsx';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { notifyDone, notifyFailed } from '../shell/notify.tsx';
import { CancelEvent } from './cancel-event.tsx';
import classes from './event-actions.module.css';
import { useSeatsText } from './seats-text.ts';

type EventActionsProps = { event: EventDetails; onChanged: (event: EventDetails) => void };

/** How the event stands, and what can be done with it as a whole. */
export function EventActions({ event, onChanged }: EventActionsProps) {
  const { t } = useTranslation('staff');
  const seatsText = useSeatsText();
  const mayBeCancelled =
    (event.status === 'draft' || event.status === 'published') && event.phase !== 'ended';
  return (
    <Group justify="space-between" className={classes.bar}>
      <div>
        <Text fw={650} className={classes.name}>
          {event.name}
        </Text>
        <Group gap="sm" mt={4}>
          <EventTags event={event} withStatus />
          <Text size="sm" c="dimmed">
            {seatsText(event)}
          </Text>
        </Group>
      </div>
      <Group gap="sm">
        {event.status === 'draft' && <PublishEvent event={event} onChanged={onChanged} />}
        {mayBeCancelled && <CancelEvent event={event} onChanged={onChanged} label={t('cancelEvent')} />}
      </Group>
    </Group>
  );
}

function PublishEvent({ event, onChanged }: EventActionsProps) {
  const { t } = useTranslation('staff');
  const faultText = useFaultText();
  const [isAsking, { open, close }] = useDisclosure(false);
  const publish = useMutation({
    mutationFn: () => foyer.events.publish({ eventId: event.id }),
    onSuccess: (published) => {
      onChanged(published);
      notifyDone(t('publishedNow'));
    },
    onError: (error) => notifyFailed(faultText(error)),
    onSettled: close,
  });
  return (
    <>
      <Button onClick={open}>{t('publish')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('publishTitle')}
        text={t('publishText')}
        confirmLabel={t('publish')}
        isPending={publish.isPending}
        onConfirm={() => publish.mutate()}
      />
    </>
  );
}
