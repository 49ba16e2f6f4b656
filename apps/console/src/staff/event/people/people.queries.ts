import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { foyer } from '../../../client/foyer.ts';
import type { PeopleFilter } from './people-filter.ts';

export function peopleQuery(eventId: string, { search, state, checkedIn }: PeopleFilter) {
  return infiniteQueryOptions({
    queryKey: ['participations', 'of-event', eventId, { search, state, checkedIn }],
    queryFn: ({ pageParam }) =>
      foyer.participations.listForEvent({ eventId, search, state, checkedIn, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function countsQuery(eventId: string) {
  return queryOptions({
    queryKey: ['participations', 'of-event', eventId, 'counts'],
    queryFn: () => foyer.participations.countForEvent({ eventId }),
  });
}

export function historyQuery(participationId: string) {
  return infiniteQueryOptions({
    queryKey: ['participations', 'history', participationId],
    queryFn: ({ pageParam }) => foyer.participations.history({ participationId, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
