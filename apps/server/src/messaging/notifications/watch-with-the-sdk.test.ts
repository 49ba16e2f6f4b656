import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type Client,
  type ClientOptions,
  createClient,
  memoryStore,
} from '../../../../../packages/client/src/index.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { passTime } from '../../testing/pass-time.ts';
import { until } from '../../testing/until.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

/** Time runs, but nobody waits before they try again. */
const clock = {
  now: () => Date.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 100)),
  random: () => 0,
};

let people = 0;
async function signUp(options: Partial<ClientOptions> = {}): Promise<Client> {
  const client = createClient({ url: stage.server.url, session: memoryStore(), clock, ...options });
  const address = `reader-${people++}@example.org`;
  const { ticket } = await client.registrations.start({ address, fullName: 'A Reader' });
  await client.registrations.verify({ ticket, code: await stage.server.codeFor(address) });
  return client;
}

/** Everything that came, and a way to end it. */
function watch(client: Client, after?: number) {
  const ending = new AbortController();
  const seen = {
    titles: [] as string[],
    numbers: [] as number[],
    counts: [] as number[],
    dates: [] as Date[],
  };
  const watching = client.notifications.watch({
    after,
    signal: ending.signal,
    onNotification({ title, number, createdAt }) {
      seen.titles.push(title);
      seen.numbers.push(number);
      seen.dates.push(createdAt);
    },
    onCount: ({ unacknowledged }) => seen.counts.push(unacknowledged),
  });
  return { ...seen, watching, end: () => ending.abort() };
}

test('tells of what comes and of the count, and answers when it is ended', async () => {
  const client = await signUp();
  const reader = watch(client);
  await until(() => reader.counts.length > 0, 'the stream has begun');
  const eventId = await stage.publish({ name: 'Tea' });
  await client.participations.join({ eventId });
  await until(() => reader.counts.at(-1) === 1, 'the notification has come');
  expect(reader.titles).toEqual(['You are in: Tea']);
  expect(reader.dates[0]).toBeInstanceOf(Date);
  await client.notifications.acknowledge({ upTo: 1 });
  await until(() => reader.counts.at(-1) === 0, 'the count follows');
  reader.end();
  expect(await reader.watching).toBeUndefined();
});

test('goes on where it broke off, without loss or double', async () => {
  const cuts: AbortController[] = [];
  const client = await signUp({
    fetch: ((url: string, init: RequestInit) => {
      if (!url.includes('/stream')) return fetch(url, init);
      const cut = new AbortController();
      cuts.push(cut);
      return fetch(url, { ...init, signal: AbortSignal.any([cut.signal, init.signal as AbortSignal]) });
    }) as never,
  });
  const reader = watch(client, 0);
  for (let index = 1; index <= 5; index++) {
    await until(() => cuts.length === index, 'it is connected anew');
    const eventId = await stage.publish({ name: `Event ${index}` });
    await client.participations.join({ eventId });
    if (index % 2 === 0) await until(() => reader.numbers.at(-1) === index, 'it has come');
    cuts.at(-1)?.abort();
  }
  await until(() => reader.numbers.at(-1) === 5, 'all have come');
  expect(reader.numbers).toEqual([1, 2, 3, 4, 5]);
  reader.end();
  await reader.watching;
});

test('renews the access token when it has run out, and misses nothing', async () => {
  const client = await signUp();
  const reader = watch(client);
  await until(() => reader.counts.length > 0, 'the stream has begun');
  await passTime(stage.server, 11 * 60_000);
  const eventId = await stage.publish({ name: 'After the token' });
  await client.participations.join({ eventId });
  await until(() => reader.titles.length === 1, 'it has come by a new token');
  reader.end();
  await reader.watching;
});

test('ends with a refusal that waiting does not mend, and with what its listener throws', async () => {
  const nobody = createClient({ url: stage.server.url, session: memoryStore(), clock });
  await expect(nobody.notifications.watch({ onNotification: vi.fn() })).rejects.toMatchObject({
    code: 'SIGN_IN_REQUIRED',
    status: 401,
  });
  const client = await signUp();
  const eventId = await stage.publish();
  await client.participations.join({ eventId });
  const listener = () => {
    throw new Error('a mistake of the caller');
  };
  await expect(client.notifications.watch({ onNotification: listener, after: 0 })).rejects.toThrow(
    'a mistake of the caller',
  );
  // Signed out: the stream ends, and there is nothing to renew.
  const reader = watch(client);
  const ended = expect(reader.watching).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  await until(() => reader.counts.length > 0, 'the stream has begun');
  await client.session.signOut();
  await ended;
});
