import { Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { eventQuery } from '../programme/programme.queries.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ErrorState } from '../shell/states.tsx';
import { EventEditing } from './event-editing.tsx';

const route = getRouteApi('/staff/events/$eventId');

export function EditEventPage() {
  const { eventId } = route.useParams();
  const { t } = useTranslation('staff');
  return (
    <SignedInOnly staff>
      <Page width="reading" title={t('editTitle')}>
        <Stack gap="lg">
          <Group component="nav" gap="lg" aria-label={t('editTitle')}>
            <TextLink to="/staff/events">{t('toEvents')}</TextLink>
            <TextLink to="/events/$eventId" params={{ eventId }}>
              {t('viewPage')}
            </TextLink>
            <TextLink to="/staff/events/$eventId/participants" params={{ eventId }}>
              {t('participants')}
            </TextLink>
          </Group>
          <Loaded key={eventId} eventId={eventId} />
        </Stack>
      </Page>
    </SignedInOnly>
  );
}

function Loaded({ eventId }: { eventId: string }) {
  const { t } = useTranslation();
  const event = useQuery(eventQuery(eventId));
  if (event.data !== undefined) return <EventEditing event={event.data} />;
  return event.error === null ? (
    <Stack role="status" aria-label={t('loading')}>
      <Skeleton height={60} />
      <Skeleton height={320} />
    </Stack>
  ) : (
    <ErrorState error={event.error} onRetry={() => void event.refetch()} isRetrying={event.isFetching} />
  );
}
