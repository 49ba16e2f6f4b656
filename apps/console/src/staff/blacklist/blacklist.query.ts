import { infiniteQueryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

/** Entries of one event and those that hold everywhere; without an event all. */
export function blacklistQuery(eventId: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['blacklist', eventId ?? 'all'],
    queryFn: ({ pageParam }) => foyer.blacklist.list({ eventId, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
