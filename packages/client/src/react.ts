// Foyer's procedures for TanStack Query. The client tries again by itself, so these tell TanStack Query not to.
import type {
  DataTag,
  InfiniteData,
  OmitKeyof,
  QueryFunction,
  UseInfiniteQueryOptions,
  UseMutationOptions,
  UseQueryOptions,
} from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { Client } from './create-client.ts';
import type { Signal } from './platform.ts';
import type { ClientFault, Mutation, Query } from './procedure.ts';
import type { CurrentSession } from './session/client-session.ts';

/** `['events', 'list', { when: 'past' }]`: what begins alike is invalidated together. */
export type ProcedureKey = readonly unknown[];

type Asked<Output, Refusal, Key extends ProcedureKey> = OmitKeyof<
  UseQueryOptions<Output, Refusal | ClientFault, Output, Key>,
  'queryFn' | 'queryKey'
> & { queryKey: DataTag<Key, Output, Refusal | ClientFault>; queryFn: QueryFunction<Output, Key> };

type AskedByPage<Output, Refusal, Key extends ProcedureKey> = OmitKeyof<
  UseInfiniteQueryOptions<Output, Refusal | ClientFault, InfiniteData<Output>, Key, string | undefined>,
  'queryFn' | 'queryKey'
> & {
  queryKey: DataTag<Key, InfiniteData<Output>, Refusal | ClientFault>;
  queryFn: QueryFunction<Output, Key, string | undefined>;
};

type Ask<Output> = (input: unknown, options: { signal: Signal }) => Promise<Output>;

/** The key of a query's answers: of one input, or of all when none is given. */
export function queryKey<Input, Output, Refusal>(
  query: Query<Input, Output, Refusal>,
  input?: Input,
): ProcedureKey {
  return input === undefined ? query.path.split('.') : [...query.path.split('.'), input];
}

/**
 * A query for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and the like.
 *
 * @example
 * ```ts
 * const { data, error } = useQuery(queryOptions(client.events.get, { eventId }));
 * ```
 */
export function queryOptions<Input, Output, Refusal>(
  query: Query<Input, Output, Refusal>,
  ...[input]: Record<string, never> extends Input ? [input?: Input] : [input: Input]
): Asked<Output, Refusal, ProcedureKey> {
  const asked = input ?? ({} as Input);
  return {
    queryKey: queryKey(query, asked) as Asked<Output, Refusal, ProcedureKey>['queryKey'],
    queryFn: ({ signal }) =>
      (query as unknown as Ask<Output>)(asked, { signal: signal as unknown as Signal }),
    retry: false,
  };
}

/**
 * A list, page by page, for `useInfiniteQuery`.
 *
 * @example
 * ```ts
 * const { data, fetchNextPage } = useInfiniteQuery(infiniteQueryOptions(client.events.list, { when: 'past' }));
 * ```
 */
export function infiniteQueryOptions<
  Input extends { cursor?: string | undefined },
  Output extends { nextCursor: string | null },
  Refusal,
>(
  query: Query<Input, Output, Refusal>,
  input: Omit<Input, 'cursor'>,
): AskedByPage<Output, Refusal, ProcedureKey> {
  return {
    queryKey: [...query.path.split('.'), 'pages', input] as unknown as AskedByPage<
      Output,
      Refusal,
      ProcedureKey
    >['queryKey'],
    queryFn: ({ pageParam, signal }) =>
      (query as unknown as Ask<Output>)(
        { ...input, cursor: pageParam },
        { signal: signal as unknown as Signal },
      ),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    retry: false,
  };
}

/**
 * A change, for `useMutation`.
 *
 * @example
 * ```ts
 * const { mutate: join } = useMutation(mutationOptions(client.participations.join));
 * ```
 */
export function mutationOptions<Input, Output, Refusal>(
  mutation: Mutation<Input, Output, Refusal>,
): UseMutationOptions<Output, Refusal | ClientFault, Input> {
  return {
    mutationKey: mutation.path.split('.'),
    mutationFn: (input) => (mutation as unknown as (input: Input) => Promise<Output>)(input),
    retry: false,
  };
}

/** Who is signed in: null for nobody, undefined while it is not known yet. */
export function useSession(client: Client): CurrentSession | null | undefined {
  const subscribe = useCallback(
    (changed: () => void) => {
      const stop = client.session.subscribe(changed);
      // A server that cannot be reached leaves it unknown; the next call that gets through will tell.
      client.session.get().then(changed, changed);
      return stop;
    },
    [client],
  );
  return useSyncExternalStore(subscribe, () => client.session.current, unknownOnTheServer);
}

function unknownOnTheServer(): undefined {
  return undefined;
}
