import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClient, FoyerError, isFault } from '../src/index.ts';
import { startSmallServer } from './small-server.ts';
import { stillClock } from './still-clock.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.state.seen.length = 0;
  server.state.troubles.length = 0;
  server.state.refusals.length = 0;
});

function newClient() {
  const time = stillClock();
  return { ...time, client: createClient({ url: `${server.url}/`, clock: time.clock }) };
}

async function newMember() {
  const made = newClient();
  await made.client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  server.state.seen.length = 0;
  return made;
}

test('sends the questions of one moment in one request, and gives each its own answer', async () => {
  const { client } = newClient();
  const [past, upcoming, refused] = await Promise.all([
    client.events.list({ when: 'past' }),
    client.events.list(),
    client.accounts.me.safe(),
  ]);
  expect(server.state.seen.map(({ path }) => path)).toEqual(['events.list,events.list,accounts.me']);
  expect(past.items[0]).toMatchObject({ startsAt: new Date(0), asked: { when: 'past' } });
  expect(upcoming.items[0]).toMatchObject({ asked: {} });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'SIGN_IN_REQUIRED', status: 401, requestId: 'r1' },
  });
});

test('sends each change on its own, with a key of its own', async () => {
  const { client } = await newMember();
  await Promise.all([
    client.participations.join({ eventId: 'a' }),
    client.participations.join({ eventId: 'b' }),
  ]);
  expect(server.state.seen.map(({ method, path }) => [method, path])).toEqual([
    ['POST', 'participations.join'],
    ['POST', 'participations.join'],
  ]);
  const keys = server.state.seen.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{32,36}$/);
});

test('tries a change again under the same key after its answer was lost', async () => {
  const { client, waits } = await newMember();
  server.state.troubles.push({ kind: 'cutAfter' }, { kind: 'cut' });
  const joined = await client.participations.join({ eventId: 'a' });
  const keys = server.asked('participations.join').map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([joined.id, joined.id, joined.id]);
  expect(waits).toHaveLength(2);
  expect(waits[1]).toBeGreaterThan(waits[0] as number);
});

test('keeps a key that the caller gives', async () => {
  const { client } = await newMember();
  expect((await client.participations.join({ eventId: 'a' }, { idempotencyKey: 'mine' })).id).toBe('mine');
});

test('does not send a change again that nobody could recognise', async () => {
  const { client } = newClient();
  server.state.troubles.push({ kind: 'cut' });
  const error = await client.signIns.requestCode({ address: 'person@example.org' }).catch((caught) => caught);
  expect(isFault(error, 'NETWORK')).toBe(true);
  expect(server.asked('signIns.requestCode')).toHaveLength(1);
});

test('gives up a question after three more tries', async () => {
  const { client, waits } = newClient();
  for (let count = 0; count < 9; count += 1) server.state.troubles.push({ kind: 'cut' });
  const result = await client.events.list.safe();
  expect(result).toMatchObject({ ok: false, error: { code: 'NETWORK', status: undefined } });
  expect(waits).toHaveLength(3);
});

test.each([502, 503, 504])('tries a question again when a proxy answers %i with a page', async (status) => {
  const { client } = newClient();
  server.state.troubles.push({ kind: 'answer', status, body: '<html>' });
  await expect(client.events.list()).resolves.toHaveProperty('items');
  expect(server.state.seen).toHaveLength(2);
});

test('waits as long as a busy server asks, and not when it asks for long', async () => {
  const { client, waits } = newClient();
  server.state.refusals.push({
    path: 'events.list',
    status: 'TOO_MANY_REQUESTS',
    code: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: 2,
  });
  await client.events.list();
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThanOrEqual(2000);
  server.state.refusals.push({
    path: 'events.list',
    status: 'TOO_MANY_REQUESTS',
    code: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: 60,
  });
  expect(await client.events.list.safe()).toMatchObject({
    error: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60, status: 429 },
  });
  expect(waits).toHaveLength(1);
});

test('does not try again what was refused or went wrong', async () => {
  const { client, waits } = newClient();
  server.state.refusals.push({ path: 'events.list', status: 'BAD_REQUEST', code: 'CURSOR_INVALID' });
  await expect(client.events.list()).rejects.toMatchObject({ code: 'CURSOR_INVALID', status: 400 });
  server.state.refusals.push({ path: 'events.list', status: 'INTERNAL_SERVER_ERROR', code: 'INTERNAL' });
  await expect(client.events.list()).rejects.toMatchObject({ code: 'INTERNAL', status: 500 });
  expect(waits).toEqual([]);
});

test.each([
  ['a page', 200, '<html>'],
  ['an empty answer', 200, ''],
  ['JSON of somebody else', 404, '{"message":"no such route"}'],
  ['an answer too few', 200, '[]'],
  [
    'a type that is not in the contract',
    200,
    '[{"result":{"data":{"json":{},"meta":{"values":{"a":["Map"]}}}}}]',
  ],
])('says that it cannot read %s', async (_name, status, body) => {
  const { client } = newClient();
  server.state.troubles.push({ kind: 'answer', status, body });
  const error = await client.events.list().catch((caught) => caught);
  expect(error).toBeInstanceOf(FoyerError);
  expect(error.code).toBe('BAD_ANSWER');
});

test('says that nobody is there', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const client = createClient({ url: `http://127.0.0.1:${port}`, clock: stillClock().clock });
  const error = await client.events.list().catch((caught) => caught);
  expect(isFault(error, 'NETWORK')).toBe(true);
  expect(isFault(error, 'EVENT_FULL')).toBe(false);
  expect(isFault(new Error('NETWORK'))).toBe(false);
});

test('gives a call up at once when its signal fires, before and while it waits', async () => {
  const { client } = newClient();
  expect(await client.events.list.safe({}, { signal: AbortSignal.abort() })).toMatchObject({
    error: { code: 'ABORTED' },
  });
  expect(server.state.seen).toHaveLength(0);

  const controller = new AbortController();
  const never = createClient({
    url: server.url,
    clock: { ...stillClock().clock, wait: () => new Promise(() => controller.abort()) },
  });
  server.state.troubles.push({ kind: 'cut' });
  expect(await never.events.list.safe({}, { signal: controller.signal })).toMatchObject({
    error: { code: 'ABORTED' },
  });
});

test('sends the headers it was given, and asks for mails in its language', async () => {
  const client = createClient({
    url: server.url,
    locale: 'ru',
    headers: async () => ({ 'x-tenant': 'hall' }),
  });
  const answer = await client.signIns.requestCode({ address: 'person@example.org' });
  expect(answer).toMatchObject({ asked: { locale: 'ru' } });
  expect(server.state.seen[0]?.headers).toMatchObject({ 'x-tenant': 'hall', 'accept-language': 'ru' });
});

test('passes on what a function of the caller throws', async () => {
  const client = createClient({
    url: server.url,
    headers: () => {
      throw new RangeError('no tenant');
    },
  });
  await expect(client.events.list()).rejects.toThrow(RangeError);
});
