import {
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { type ClientFault, createClient, type EventPage, type EventsListFault } from '../src/index.ts';
import { infiniteQueryOptions, mutationOptions, queryKey, queryOptions } from '../src/react.ts';
import { startSmallServer } from './small-server.ts';
import { stillClock } from './still-clock.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());

const newClient = () => createClient({ url: server.url, clock: stillClock().clock });

test('asks through TanStack Query, typed to the refusal', async () => {
  const client = newClient();
  const cache = new QueryClient();
  const options = queryOptions(client.events.list, { when: 'past' });
  const page = await cache.fetchQuery(options);
  expect(page.items[0]).toMatchObject({ asked: { when: 'past' } });
  expectTypeOf(page).toEqualTypeOf<EventPage>();
  expectTypeOf(cache.getQueryData(options.queryKey)).toEqualTypeOf<EventPage | undefined>();
  const hook = () => useQuery(options);
  expectTypeOf<ReturnType<typeof hook>>().toEqualTypeOf<
    UseQueryResult<EventPage, EventsListFault | ClientFault>
  >();
});

test('forgets together what begins alike', async () => {
  const client = newClient();
  const cache = new QueryClient();
  await cache.fetchQuery(queryOptions(client.events.list));
  await cache.fetchQuery(queryOptions(client.events.list, { when: 'past' }));
  await cache.invalidateQueries({ queryKey: queryKey(client.events.list, { when: 'past' }) });
  const isInvalidated = () =>
    cache
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.isInvalidated);
  expect(isInvalidated()).toEqual([false, true]);
  await cache.invalidateQueries({ queryKey: queryKey(client.events.list) });
  expect(isInvalidated()).toEqual([true, true]);
});

test('reads a list page by page', async () => {
  const client = newClient();
  const observer = new InfiniteQueryObserver(
    new QueryClient(),
    infiniteQueryOptions(client.events.list, { when: 'past' }),
  );
  const { data } = await observer.refetch();
  expect(data?.pages).toHaveLength(1);
  expect(data?.pages[0]?.items[0]).toMatchObject({ asked: { when: 'past', cursor: undefined } });
  expect(observer.getCurrentResult().hasNextPage).toBe(false);
});

test('changes through TanStack Query, and leaves trying again to the client', async () => {
  const client = newClient();
  const observer = new MutationObserver(new QueryClient(), mutationOptions(client.participations.join));
  await expect(observer.mutate({ eventId: 'a' })).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  expect(server.asked('participations.join')).toHaveLength(1);
});
