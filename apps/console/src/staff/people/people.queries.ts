import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export const peopleGroups = ['all', 'disabled', 'system'] as const;
export type PeopleSearch = { query?: string | undefined; group?: 'disabled' | 'system' | undefined };

export function readPeopleSearch({ query, group }: Record<string, unknown>): PeopleSearch {
  return {
    ...(typeof query === 'string' && query.trim() !== '' && { query }),
    ...((group === 'disabled' || group === 'system') && { group }),
  };
}

export function peopleQuery({ query, group }: PeopleSearch) {
  return infiniteQueryOptions({
    queryKey: ['people', 'list', query, group],
    queryFn: ({ pageParam }) =>
      foyer.accounts.list({
        cursor: pageParam,
        limit: 50,
        query,
        ...(group === 'disabled' && { state: 'disabled' }),
        ...(group === 'system' && { kind: 'system' }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function personQuery(accountId: string) {
  return queryOptions({
    queryKey: ['people', 'one', accountId],
    queryFn: () => foyer.accounts.get({ accountId }),
  });
}
