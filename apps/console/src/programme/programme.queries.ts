import type { EventStatus } from '@foyer/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';
import { type EventFilters, filtersOf } from './event-filters.ts';

/** By time, or by how well they fit where words are searched for. */
export function eventsQuery(filters: EventFilters, status: EventStatus = 'published') {
  return infiniteQueryOptions({
    queryKey: ['events', 'list', status, filters],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...filtersOf(filters), status, cursor: pageParam, limit: 9 };
      const query = filters.q?.trim() ?? '';
      return query === ''
        ? foyer.events.list(asked, { signal })
        : foyer.events.search({ ...asked, query }, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // What was found stays until something else is: a page that goes blank at each letter is no page.
    placeholderData: keepPreviousData,
  });
}

export function eventQuery(eventId: string) {
  return queryOptions({
    queryKey: ['events', 'one', eventId],
    queryFn: () => foyer.events.get({ eventId }),
  });
}

/** The next dates of one series. */
export function datesQuery(seriesId: string, limit: number) {
  return queryOptions({
    queryKey: ['events', 'list', 'series', seriesId],
    queryFn: () => foyer.events.list({ seriesId, limit }),
  });
}

export function myParticipationsQuery() {
  return infiniteQueryOptions({
    queryKey: ['participations', 'mine'],
    queryFn: ({ pageParam }) => foyer.participations.listMine({ cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const calendarFeedQuery = queryOptions({
  queryKey: ['calendar-feed'],
  queryFn: () => foyer.calendarFeeds.get({}),
});
