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
import { type EventFilters, isFiltered } from './event-filters.ts';
import { EventSearch } from './event-search.tsx';
import { eventsQuery } from './programme.queries.ts';
import { ProgrammeFeed } from './programme-feed.tsx';
import classes from './programme-page.module.css';

const route = getRouteApi('/');

export function ProgrammePage() {
  const { t } = useTranslation('programme');
  const navigate = useNavigate();
  const filters = route.useSearch();
  const narrow = (search: EventFilters) => void navigate({ to: '/', search, replace: true });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <SegmentedControl
          aria-label={t('which')}
          value={filters.when ?? 'upcoming'}
          onChange={(chosen) => narrow({ ...filters, when: chosen === 'past' ? 'past' : undefined })}
          data={[
            { value: 'upcoming', label: t('upcoming') },
            { value: 'past', label: t('past') },
          ]}
        />
      }
    >
      <EventSearch filters={filters} onChange={narrow} />
      <EventCards filters={filters} />
      <ProgrammeFeed />
    </Page>
  );
}

function EventCards({ filters }: { filters: EventFilters }) {
  // Who asks decides what `mine` says, so the session is renewed first.
  const session = useQuery(accountQuery);
  const events = useInfiniteQuery({ ...eventsQuery(filters), enabled: !session.isPending });
  if (events.data === undefined) {
    return events.error === null ? (
      <EventCardSkeletons />
    ) : (
      <ErrorState error={events.error} onRetry={() => void events.refetch()} isRetrying={events.isFetching} />
    );
  }
  const items = events.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <NoEvents filters={filters} />;
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
        key={JSON.stringify(filters)}
        shown={items.length}
        hasMore={events.hasNextPage}
        isLoading={events.isFetchingNextPage}
        error={events.error}
        onLoadMore={() => void events.fetchNextPage()}
      />
    </Stack>
  );
}

function NoEvents({ filters }: { filters: EventFilters }) {
  const { t } = useTranslation('programme');
  const icon = <CalendarIcon size={26} />;
  if (isFiltered(filters))
    return <EmptyState icon={icon} title={t('nothingFits')} text={t('nothingFitsText')} />;
  return filters.when === 'past' ? (
    <EmptyState icon={icon} title={t('emptyPast')} text={t('emptyPastText')} />
  ) : (
    <EmptyState icon={icon} title={t('emptyUpcoming')} text={t('emptyUpcomingText')} />
  );
}
