import type { EventDetails } from '@foyer/client';
import { Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { eventQuery } from '../../programme/programme.queries.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ErrorState } from '../../shell/states.tsx';
import { EventTabs } from './event-tabs.tsx';

type EventFrameProps = {
  eventId: string;
  title: string;
  actions?: (event: EventDetails) => ReactNode;
  children: (event: EventDetails) => ReactNode;
};

/** What every page of one event has around it, for its staff: its name, and the way to the others. */
export function EventFrame(props: EventFrameProps) {
  return (
    <SignedInOnly staff>
      <Frame key={props.eventId} {...props} />
    </SignedInOnly>
  );
}

function Frame({ eventId, title, actions, children }: EventFrameProps) {
  const { t } = useTranslation(['attendees', 'shell']);
  const { data: event, error, isFetching, refetch } = useQuery(eventQuery(eventId));
  return (
    <Page title={title} of={event?.name} actions={event && actions?.(event)}>
      <Stack gap="lg">
        <Stack gap="xs">
          <Group gap="lg">
            <TextLink to="/staff/events" size="sm">
              {t('attendees:toEvents')}
            </TextLink>
            <TextLink to="/events/$eventId" params={{ eventId }} size="sm">
              {t('attendees:viewPage')}
            </TextLink>
          </Group>
          <EventTabs eventId={eventId} />
        </Stack>
        {event !== undefined && children(event)}
        {event === undefined && error === null && (
          <Stack role="status" aria-label={t('shell:loading')}>
            <Skeleton height={60} />
            <Skeleton height={240} />
          </Stack>
        )}
        {event === undefined && error !== null && (
          <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
        )}
      </Stack>
    </Page>
  );
}
