import { SegmentedControl, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../identity/account.query.ts';
import { CalendarIcon } from '../shell/icons.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { EventCard } from './event-card.tsx';
import { EventCardSkeletons } from './event-card-skeletons.tsx';
import { eventsQuery, type When } from './programme.queries.ts';
import classes from './programme-page.module.css';

const route = getRouteApi('/');

export function ProgrammePage() {
  const { t } = useTranslation('programme');
  const navigate = useNavigate();
  const when: When = route.useSearch().when ?? 'upcoming';
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <SegmentedControl
          aria-label={t('which')}
          value={when}
          onChange={(chosen) =>
            void navigate({ to: '/', search: chosen === 'past' ? { when: 'past' } : {}, replace: true })
          }
          data={[
            { value: 'upcoming', label: t('upcoming') },
            { value: 'past', label: t('past') },
          ]}
        />
      }
    >
      <EventCards when={when} />
    </Page>
  );
}

function EventCards({ when }: { when: When }) {
  const { t } = useTranslation('programme');
  // Who asks decides what `mine` says, so the session is renewed first.
  const session = useQuery(accountQuery);
  const events = useInfiniteQuery({ ...eventsQuery(when), enabled: !session.isPending });
  if (events.data === undefined) {
    return events.error === null ? (
      <EventCardSkeletons />
    ) : (
      <ErrorState error={events.error} onRetry={() => void events.refetch()} isRetrying={events.isFetching} />
    );
  }
  const items = events.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<CalendarIcon size={26} />}
        title={t(when === 'past' ? 'emptyPast' : 'emptyUpcoming')}
        text={t(when === 'past' ? 'emptyPastText' : 'emptyUpcomingText')}
      />
    );
  }
  return (
    <Stack gap="xl">
      <ul className={classes.cards}>
        {items.map((event) => (
          <li key={event.id}>
            <EventCard event={event} />
          </li>
        ))}
      </ul>
      <LoadMore
        key={when}
        shown={items.length}
        hasMore={events.hasNextPage}
        isLoading={events.isFetchingNextPage}
        error={events.error}
        onLoadMore={() => void events.fetchNextPage()}
      />
    </Stack>
  );
}
