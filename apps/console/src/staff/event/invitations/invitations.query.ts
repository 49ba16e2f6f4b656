import { infiniteQueryOptions } from '@tanstack/react-query';
import { foyer } from '../../../client/foyer.ts';

export function invitationsQuery(eventId: string) {
  return infiniteQueryOptions({
    queryKey: ['invitations', eventId],
    queryFn: ({ pageParam }) =>
      foyer.participations.listInvitations({ eventId, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
