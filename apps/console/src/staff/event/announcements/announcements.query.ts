import type { Announcement } from '@foyer/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { foyer } from '../../../client/foyer.ts';

const WHILE_SENDING_MS = 3_000;

/** Looked at again for as long as something is on its way. */
export function announcementsQuery(eventId: string) {
  return infiniteQueryOptions({
    queryKey: ['announcements', eventId],
    queryFn: ({ pageParam }) => foyer.announcements.list({ eventId, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isOnItsWay)) ? WHILE_SENDING_MS : false,
  });
}

function isOnItsWay({ state, mails }: Announcement): boolean {
  return state === 'posted' && mails.waiting > 0;
}
