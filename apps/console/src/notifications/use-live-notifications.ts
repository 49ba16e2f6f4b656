import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { foyer, isOnAdminListener } from '../client/foyer.ts';
import { countQuery, notificationsQuery } from './notifications.queries.ts';

/**
 * Keeps the count and the list as they are on the server, for as long as this account is signed in. Answers how many
 * have come since.
 */
export function useLiveNotifications(accountId: string | undefined): number {
  const queryClient = useQueryClient();
  const [arrived, setArrived] = useState(0);
  useEffect(() => {
    // The admin listener has no streams; what it shows of these is asked for.
    if (accountId === undefined || isOnAdminListener()) return;
    const ending = new AbortController();
    setArrived(0);
    const askAgain = () => void queryClient.invalidateQueries({ queryKey: notificationsQuery.queryKey });
    foyer.notifications
      .watch({
        signal: ending.signal,
        onNotification: ({ kind }) => {
          setArrived((before) => before + 1);
          // It may tell of another role: the account is read again, and every page goes by it.
          if (kind === 'security-notice') void foyer.accounts.me().catch(() => undefined);
        },
        onCount: (count) => {
          queryClient.setQueryData(countQuery.queryKey, count);
          askAgain();
        },
      })
      // Refused for good, as when the session is over: whoever signs in again has a new stream.
      .catch(() => undefined);
    return () => ending.abort();
  }, [accountId, queryClient]);
  return arrived;
}
