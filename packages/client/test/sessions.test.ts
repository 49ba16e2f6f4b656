import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ClientOptions, createClient, memoryStore } from '../src/index.ts';
import { fileStore } from '../src/node.ts';
import { startSmallServer } from './small-server.ts';
import { stillClock } from './still-clock.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-session-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  server = await startSmallServer();
});
afterEach(() => server.stop());

const MINUTE_MS = 60_000;

/** A client that is signed in; its clock and the server's run together, `skewMs` apart. */
async function signIn({ skewMs = 0, ...options }: Partial<ClientOptions> & { skewMs?: number } = {}) {
  const time = stillClock();
  server.state.clockMs = () => time.now() + skewMs;
  const session = options.session ?? memoryStore();
  const onSessionEnd = vi.fn();
  const another = () =>
    createClient({ url: server.url, clock: time.clock, onSessionEnd, ...options, session });
  const client = another();
  await client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  return { client, another, onSessionEnd, ...time };
}

const refreshes = () => server.asked('sessions.refresh').length;

test('keeps what a sign-in answers, and sends it from then on', async () => {
  const { client } = await signIn();
  expect(await client.session.get()).toMatchObject({
    account: { fullName: 'A Person', createdAt: new Date(0) },
  });
  expect(client.session.current).toBe(await client.session.get());
  expect(await client.accounts.me()).toMatchObject({ address: 'person@example.org' });
  expect(refreshes()).toBe(0);
});

test('renews once, before the token ends, for any number of calls', async () => {
  const { client, advance } = await signIn();
  advance(10 * MINUTE_MS - 29_000);
  await Promise.all(
    Array.from({ length: 8 }, () => client.accounts.me()).concat(
      client.participations.join({ eventId: 'a' }) as never,
    ),
  );
  expect(refreshes()).toBe(1);
  expect(server.state.seen.map(({ path }) => path).at(1)).toBe('sessions.refresh');
  expect(server.asked('accounts.me')).toHaveLength(1);
});

test('renews once when the server refuses the token early, and repeats every call that was refused', async () => {
  const { client } = await signIn();
  server.state.forgetAccessTokens();
  const [me, , joined] = await Promise.all([
    client.accounts.me(),
    client.accounts.me(),
    client.participations.join({ eventId: 'a' }),
  ]);
  expect(me.fullName).toBe('A Person');
  expect(refreshes()).toBe(1);
  const keys = server.asked('participations.join').map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([joined.id, joined.id]);
});

test('asks for one renewal only when the new token is refused as well', async () => {
  const { client } = await signIn();
  server.state.refusals.push(
    { path: 'accounts.me', status: 'UNAUTHORIZED', code: 'SIGN_IN_REQUIRED' },
    { path: 'accounts.me', status: 'UNAUTHORIZED', code: 'SIGN_IN_REQUIRED' },
  );
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  expect(refreshes()).toBe(1);
});

test.each([-3, 3])('does not renew over and over when the clocks are %i hours apart', async (hours) => {
  const { client, advance } = await signIn({ skewMs: hours * 60 * MINUTE_MS });
  for (let count = 0; count < 5; count += 1) {
    await client.accounts.me();
    advance(MINUTE_MS);
  }
  expect(refreshes()).toBe(0);
  advance(6 * MINUTE_MS);
  await client.accounts.me();
  expect(refreshes()).toBe(1);
});

test('stays signed in when the network fails while it renews', async () => {
  const { client, advance, onSessionEnd } = await signIn();
  advance(11 * MINUTE_MS);
  for (let count = 0; count < 4; count += 1) server.state.troubles.push({ kind: 'cut' });
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'NETWORK' });
  expect(onSessionEnd).not.toHaveBeenCalled();
  expect(await client.accounts.me()).toMatchObject({ fullName: 'A Person' });
});

test('goes on with a token that still holds when it cannot be renewed early', async () => {
  const { client, advance } = await signIn();
  advance(10 * MINUTE_MS - 20_000);
  for (let count = 0; count < 4; count += 1)
    server.state.troubles.push({ kind: 'answer', status: 503, body: '' });
  expect(await client.accounts.me()).toMatchObject({ fullName: 'A Person' });
});

test('finds its session again when the answer of a renewal was lost', async () => {
  const { client, advance } = await signIn();
  advance(11 * MINUTE_MS);
  server.state.troubles.push({ kind: 'cutAfter' });
  expect(await client.accounts.me()).toMatchObject({ fullName: 'A Person' });
  expect(refreshes()).toBe(2);
});

test('is signed out when the server says that the session is over, and goes on as a visitor', async () => {
  const { client, onSessionEnd } = await signIn();
  const told: unknown[] = [];
  client.session.subscribe((session) => told.push(session));
  server.state.endSessions();
  server.state.refusals.push({ path: 'events.list', status: 'UNAUTHORIZED', code: 'SIGN_IN_REQUIRED' });
  expect(await client.events.list()).toHaveProperty('items');
  expect(server.asked('events.list').at(-1)?.headers.authorization).toBeUndefined();
  expect(await client.session.get()).toBeNull();
  expect(told).toEqual([null]);
  expect(onSessionEnd).toHaveBeenCalledTimes(1);
});

test('signs out on the server and here', async () => {
  const { client, onSessionEnd } = await signIn();
  await client.session.signOut();
  expect(await client.session.get()).toBeNull();
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  expect(refreshes()).toBe(0);
  expect(onSessionEnd).not.toHaveBeenCalled();
});

test('stays signed in when signing out does not reach the server', async () => {
  const { client } = await signIn();
  for (let count = 0; count < 4; count += 1) server.state.troubles.push({ kind: 'cut' });
  await expect(client.session.signOut()).rejects.toMatchObject({ code: 'NETWORK' });
  expect(await client.session.get()).not.toBeNull();
});

test('shows a changed account at once', async () => {
  const { client } = await signIn();
  const told: unknown[] = [];
  client.session.subscribe((session) => told.push(session?.account.fullName));
  await client.accounts.updateProfile({ fullName: 'Somebody Else' });
  await client.accounts.updateProfile({ fullName: 'Somebody Else' });
  expect(told).toEqual(['Somebody Else']);
});

test('keeps one’s own account as its owner sees it, also when staff looks at it', async () => {
  const { client } = await signIn();
  const own = await client.accounts.me();
  await client.accounts.get({ accountId: own.id });
  expect((await client.session.get())?.account).toEqual(own);
});

test('lets clients share a file without signing one another out', async () => {
  const path = join(folder, 'shared', 'session.json');
  const { client, another, advance, onSessionEnd } = await signIn({ session: fileStore(path) });
  const other = another();
  for (let count = 0; count < 3; count += 1) {
    advance(15 * MINUTE_MS);
    await Promise.all([client.accounts.me(), other.accounts.me()]);
    advance(15 * MINUTE_MS);
    await other.accounts.me();
    await client.accounts.me();
  }
  expect(onSessionEnd).not.toHaveBeenCalled();
  expect(await other.session.get()).not.toBeNull();
});

test('keeps its file to its owner, and leaves none behind', async () => {
  const path = join(folder, 'own', 'session.json');
  const { client } = await signIn({ session: fileStore(path) });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'own'))).mode & 0o777).toBe(0o700);
  await client.session.signOut();
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each(['', 'not json', '{"json":{"accessToken":1}}', '{"json":null}'])(
  'takes a file that says %j for no session',
  async (text) => {
    const path = join(folder, 'spoilt.json');
    await writeFile(path, text);
    expect(await createClient({ url: server.url, session: fileStore(path) }).session.get()).toBeNull();
  },
);
