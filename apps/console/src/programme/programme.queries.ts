import type { EventStatus, ListEventsInput } from '@foyer/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';

export type When = NonNullable<ListEventsInput['when']>;

export function eventsQuery(when: When, status: EventStatus = 'published') {
  return infiniteQueryOptions({
    queryKey: ['events', 'list', status, when],
    queryFn: ({ pageParam }) => foyer.events.list({ when, status, cursor: pageParam, limit: 9 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function eventQuery(eventId: string) {
  return queryOptions({
    queryKey: ['events', 'one', eventId],
    queryFn: () => foyer.events.get({ eventId }),
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
