import type { Account } from '@foyer/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';
import { accountKey } from '../client/query-client.ts';

/** Who is signed in; null for a visitor. After a reload only the cookie knows, so the first time asks the API. */
export const accountQuery = queryOptions({
  queryKey: accountKey,
  queryFn: async () => (await foyer.session.get())?.account ?? null,
  staleTime: Number.POSITIVE_INFINITY,
});

export function useAccount(): Account | null | undefined {
  return useQuery(accountQuery).data;
}

export function runsEvents(account: Pick<Account, 'role'> | null | undefined): boolean {
  return account?.role === 'staff' || account?.role === 'superuser';
}
