import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { makePerson } from '../../testing/people.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { until } from '../../testing/until.ts';

/** A second is the promise; the rest is for a machine that is busy with other tests. A token lives ten minutes. */
const SOON_MS = 3_000;

let server: TestServer;
let other: SpawnedServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  // Two API processes that share a port.
  other = await spawnBeside(server, { ...BEHIND_PROXY, SERVICE_WORKERS: '2' });
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const person = () => signUp(server, { headers: otherNetwork() });
const me = (token: string, url: string) =>
  ask({ url, token, headers: { connection: 'close' } }, 'accounts.me');

/** Every process has answered for this token, and remembers it. */
async function everywhereKnown(token: string): Promise<void> {
  expect((await me(token, server.url)).outcome).toBe('OK');
  const answers = await Promise.all(Array.from({ length: 12 }, () => me(token, other.url)));
  expect(answers.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => 'OK'));
}

/** Waits, not for long, until no process believes the token, and then asks them all some more. */
async function isDeadEverywhere(token: string): Promise<void> {
  await until(
    async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => me(token, other.url)));
      return answers.every(({ outcome }) => outcome === 'SIGN_IN_REQUIRED');
    },
    'the token was dead',
    SOON_MS,
  );
  const after = await Promise.all([
    ...Array.from({ length: 12 }, () => me(token, other.url)),
    me(token, server.url),
  ]);
  expect(new Set(after.map(({ outcome }) => outcome))).toEqual(new Set(['SIGN_IN_REQUIRED']));
}

async function disable(accountId: string): Promise<void> {
  const staff = await makePerson({ config: server.config, databaseUrl: server.database.url }, 'staff');
  const input = { accountId, reason: 'It sends spam.' };
  expect((await ask({ url: server.url, token: staff.token }, 'accounts.disable', input)).outcome).toBe('OK');
}

const listeners = `from pg_stat_activity where application_name = 'foyer-news' and datname = current_database()`;

/** Cuts the LISTEN connection of every process; each comes back by itself. */
async function cutNews(): Promise<void> {
  const cut = await server.database.query(`select pg_terminate_backend(pid) ${listeners}`);
  expect(cut.length).toBeGreaterThanOrEqual(4);
}

describe('an access token', () => {
  it('A16 of a session that has signed out is dead on every process', async () => {
    const held = await person();
    await everywhereKnown(held.accessToken);
    await ask(server.url, 'sessions.signOut', { refreshToken: held.refreshToken });
    expect((await me(held.accessToken, server.url)).outcome).toBe('SIGN_IN_REQUIRED');
    await isDeadEverywhere(held.accessToken);
  });

  it('A16 of a session that was ended from another device is dead on every process', async () => {
    const held = await person();
    const device = await signIn(server, held.account.address, otherNetwork());
    await everywhereKnown(device.accessToken);
    const ended = await ask({ url: other.url, token: held.accessToken }, 'sessions.end', {
      sessionId: device.sessionId,
    });
    expect(ended.outcome).toBe('OK');
    await isDeadEverywhere(device.accessToken);
    expect((await me(held.accessToken, server.url)).outcome).toBe('OK');
  });

  it('A16 of a disabled account is dead on every process, in all of its sessions', async () => {
    const held = await person();
    const device = await signIn(server, held.account.address, otherNetwork());
    await everywhereKnown(held.accessToken);
    await everywhereKnown(device.accessToken);
    await disable(held.account.id);
    await isDeadEverywhere(held.accessToken);
    await isDeadEverywhere(device.accessToken);
  });

  it('A16 of anybody is dead on every process, when everybody is signed out', async () => {
    const superuser = await makePerson(
      { config: server.config, databaseUrl: server.database.url },
      'superuser',
    );
    const [one, another] = [await person(), await person()];
    for (const { accessToken } of [one, another]) await everywhereKnown(accessToken);
    const asked = await ask({ url: server.url, token: superuser.token }, 'accounts.endEverybodysSessions');
    expect(asked.data.ended).toBeGreaterThanOrEqual(2);
    for (const { accessToken } of [one, another]) await isDeadEverywhere(accessToken);
    expect((await me(superuser.token, other.url)).outcome).toBe('OK');
  });

  it('A16 is dead on a process that started after its session ended, and on one that has just started', async () => {
    const [ended, living] = [await person(), await person()];
    await ask(server.url, 'sessions.signOut', { refreshToken: ended.refreshToken });
    const newcomer = await spawnBeside(server, BEHIND_PROXY);
    try {
      expect((await me(ended.accessToken, newcomer.url)).outcome).toBe('SIGN_IN_REQUIRED');
      expect((await me(living.accessToken, newcomer.url)).outcome).toBe('OK');
      await ask(server.url, 'sessions.signOut', { refreshToken: living.refreshToken });
      await until(
        async () => (await me(living.accessToken, newcomer.url)).outcome === 'SIGN_IN_REQUIRED',
        'the newcomer heard of it',
        SOON_MS,
      );
    } finally {
      await newcomer.stop();
    }
  });
});

describe('while the connection that hears of endings is cut', () => {
  afterEach(() =>
    until(
      async () => (await server.database.query(`select pid ${listeners}`)).length >= 4,
      'every process listens again',
    ),
  );

  it('A16 a token that ends in the gap is dead on every process', async () => {
    const held = await person();
    await everywhereKnown(held.accessToken);
    await cutNews();
    await ask(server.url, 'sessions.signOut', { refreshToken: held.refreshToken });
    await isDeadEverywhere(held.accessToken);
  });

  it('A16 a token whose ending nobody could announce is dead, because the database is asked instead', async () => {
    const held = await person();
    await everywhereKnown(held.accessToken);
    // Ended without a word: only the loss of the connection makes anybody look.
    await server.database.query(`update session set ended_at = now() where id = '${held.sessionId}'`);
    await cutNews();
    await isDeadEverywhere(held.accessToken);
  });

  it('A16 a living token keeps working', async () => {
    const held = await person();
    await everywhereKnown(held.accessToken);
    await cutNews();
    await everywhereKnown(held.accessToken);
  });
});

it('A16 is never asked of a replica, which may not have heard of an ending yet', async () => {
  const lagging = await createTestDatabase();
  const beside = await spawnBeside(server, { ...BEHIND_PROXY, DATABASE_REPLICA_URL: lagging.url });
  try {
    const held = await person();
    expect((await me(held.accessToken, beside.url)).outcome).toBe('OK');
  } finally {
    await beside.stop();
    await lagging.drop();
  }
});
