import { Stack, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EventFrame } from '../event-frame.tsx';
import { InviteForm } from './invite-form.tsx';
import { PendingInvitations } from './pending-invitations.tsx';

const route = getRouteApi('/staff/events/$eventId/invitations');

/** Asking people whether they come, and who of them has no account yet. */
export function InvitationsPage() {
  const { t } = useTranslation('attendees');
  const { eventId } = route.useParams();
  return (
    <EventFrame eventId={eventId} title={t('tabInvitations')}>
      {() => (
        <Stack gap="xl">
          <InviteForm eventId={eventId} />
          <section aria-labelledby="pending">
            <Title order={2} id="pending">
              {t('pendingTitle')}
            </Title>
            <Text c="dimmed" mb="md">
              {t('pendingText')}
            </Text>
            <PendingInvitations eventId={eventId} />
          </section>
        </Stack>
      )}
    </EventFrame>
  );
}
