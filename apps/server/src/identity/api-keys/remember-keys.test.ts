import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '../../kernel/database/announce.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { ask } from '../../testing/ask.ts';
import { makePerson } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

/** A second is the promise; the rest is for a machine that is busy with other tests. A key lives a month. */
const SOON_MS = 3_000;

let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  other = await spawnBeside(server, { RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const me = async (key: string, url: string) => (await ask({ url, token: key }, 'accounts.me')).outcome;
const onBoth = (key: string) => Promise.all([me(key, server.url), me(key, other.url)]);

/** A key that both processes have answered for, and remember. */
async function knownKey() {
  const held = await makePerson({ config: server.config, databaseUrl: server.database.url });
  const made = await ask({ url: server.url, token: held.token }, 'apiKeys.create', {
    name: 'A tool',
    scopes: ['accounts:read'],
    expiresInDays: 30,
  });
  const { key, id } = made.data;
  expect(await onBoth(key)).toEqual(['OK', 'OK']);
  return { ...held, key, keyId: id };
}

async function isDeadOnBoth(key: string): Promise<void> {
  await until(
    async () => (await onBoth(key)).every((outcome) => outcome === 'SIGN_IN_REQUIRED'),
    'the key was dead',
    SOON_MS,
  );
  expect(await onBoth(key)).toEqual(['SIGN_IN_REQUIRED', 'SIGN_IN_REQUIRED']);
}

describe('an API key that every process remembers', () => {
  it.each(['the process that is asked', 'the other process'])(
    'A16 is dead on both within a second when it is revoked at %s',
    async (where) => {
      const { key, keyId, token } = await knownKey();
      const url = where === 'the other process' ? other.url : server.url;
      await ask({ url, token }, 'apiKeys.revoke', { keyId });
      expect(await me(key, url)).toBe('SIGN_IN_REQUIRED');
      await isDeadOnBoth(key);
    },
  );

  it('A16 is dead on both within a second when its account is disabled', async () => {
    const { key, accountId } = await knownKey();
    await transactional(server.installation.database.fork(), async (em) => {
      await em.execute('update account set disabled_at = now() where id = ?', [accountId]);
      await announce(em, { accountId });
    });
    await isDeadOnBoth(key);
  });

  it('A16 outlives the sign-out of its owner, and the end of another key', async () => {
    const [{ key, token }, another] = [await knownKey(), await knownKey()];
    await ask({ url: other.url, token }, 'sessions.signOut');
    await ask({ url: other.url, token: another.token }, 'apiKeys.revoke', { keyId: another.keyId });
    await isDeadOnBoth(another.key);
    expect(await onBoth(key)).toEqual(['OK', 'OK']);
  });

  it('A15 acts in the role that its account has now', async () => {
    const { key, accountId } = await knownKey();
    await transactional(server.installation.database.fork(), async (em) => {
      await em.execute(`update account set role = 'staff' where id = ?`, [accountId]);
      await announce(em, { accountId });
    });
    const role = async () => (await ask({ url: other.url, token: key }, 'accounts.me')).data.role;
    await until(async () => (await role()) === 'staff', 'the role was heard of', SOON_MS);
  });

  it('A16 is asked of the database while announcements do not arrive', async () => {
    const { key, keyId } = await knownKey();
    // Revoked without a word: only the loss of the connection makes anybody look.
    await server.database.query(`update api_key set revoked_at = now() where id = '${keyId}'`);
    expect(await onBoth(key)).toEqual(['OK', 'OK']);
    await server.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'foyer-news' and datname = current_database()`,
    );
    await isDeadOnBoth(key);
  });
});
