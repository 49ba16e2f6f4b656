import { Box, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { eventQuery } from '../programme/programme.queries.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ErrorState } from '../shell/states.tsx';
import { EventTabs } from './event/event-tabs.tsx';
import { EventEditing } from './event-editing.tsx';

const route = getRouteApi('/staff/events/$eventId');

export function EditEventPage() {
  const { eventId } = route.useParams();
  const { t } = useTranslation('staff');
  return (
    <SignedInOnly staff>
      <Page title={t('editTitle')}>
        <Stack gap="lg">
          <Stack gap="xs">
            <Group gap="lg">
              <TextLink to="/staff/events" size="sm">
                {t('toEvents')}
              </TextLink>
              <TextLink to="/events/$eventId" params={{ eventId }} size="sm">
                {t('viewPage')}
              </TextLink>
            </Group>
            <EventTabs eventId={eventId} />
          </Stack>
          <Box maw="46rem">
            <Loaded key={eventId} eventId={eventId} />
          </Box>
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
