import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EventFrame } from '../event/event-frame.tsx';
import { BanDialog } from './ban-dialog.tsx';
import { BlacklistRows } from './blacklist-rows.tsx';

const route = getRouteApi('/staff/events/$eventId/blacklist');

export function EventBlacklistPage() {
  const { t } = useTranslation('attendees');
  const { eventId } = route.useParams();
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <EventFrame
      eventId={eventId}
      title={t('blacklistTitle')}
      actions={() => <Button onClick={open}>{t('banTitle')}</Button>}
    >
      {() => (
        <Stack gap="lg">
          <Text c="dimmed">{t('blacklistHere')}</Text>
          <BlacklistRows eventId={eventId} />
          <BanDialog eventId={eventId} isOpen={isAdding} onClose={close} />
        </Stack>
      )}
    </EventFrame>
  );
}
