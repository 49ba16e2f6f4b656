import type { Notification } from '@foyer/client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { notifyFailed } from '../shell/notify.tsx';

export const countQuery = queryOptions({
  queryKey: ['notifications', 'count'],
  queryFn: () => foyer.notifications.count({}),
});

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  queryFn: ({ pageParam }) => foyer.notifications.list({ cursor: pageParam }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

/** Notes that some were seen, or all up to one: here at once, on other devices by their streams. */
export function useAcknowledge() {
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  return useMutation({
    mutationFn: (which: { only: Notification } | { upTo: Notification }) =>
      foyer.notifications.acknowledge(
        'only' in which ? { ids: [which.only.id] } : { upTo: which.upTo.number },
      ),
    onSuccess: (count) => {
      queryClient.setQueryData(countQuery.queryKey, count);
      void queryClient.invalidateQueries({ queryKey: notificationsQuery.queryKey });
    },
    onError: (error) => notifyFailed(faultText(error)),
  });
}
