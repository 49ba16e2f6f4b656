import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAdminClient } from '../../../../packages/client/src/admin.ts';
import { readConfig } from '../kernel/config.ts';
import { ask } from '../testing/ask.ts';
import { freePort } from '../testing/free-port.ts';
import { makePerson } from '../testing/people.ts';
import { type SpawnedServer, spawnServer } from '../testing/spawn-server.ts';
import { locatePgBouncer, type Pooler, startPooler } from '../testing/start-pooler.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { until } from '../testing/until.ts';

const ADMIN_KEY = 'the key of a machine, for tests alone';
const JWT_SECRET_KEY = 'a secret for tests and nothing else';

const binary = locatePgBouncer();
let database: TestDatabase;
let bouncer: Pooler;
let adminPort: number;
let settings: NodeJS.Dict<string>;
/** One that does all, and one that answers beside it; nobody reaches the database but through the pooler. */
let all: SpawnedServer;
let other: SpawnedServer;

beforeAll(async () => {
  if (binary === undefined) return;
  database = await createTestDatabase();
  bouncer = await startPooler(binary, database.url);
  adminPort = await freePort();
  settings = {
    DATABASE_URL: bouncer.url,
    DATABASE_POOLED: 'true',
    PUBLIC_URL: 'http://localhost:4000',
    RATE_LIMIT_PER_MINUTE: '0',
    JWT_SECRET_KEY,
  };
  all = await spawnServer({ ...settings, ADMIN_KEY, ADMIN_PORT: String(adminPort) });
  other = await spawnServer({ ...settings, FOYER_ROLE: 'api' });
});
beforeEach(({ skip }) => {
  skip(binary === undefined, 'no PgBouncer on this machine (Debian: apt-get install pgbouncer)');
});
afterAll(async () => {
  await other?.stop();
  await all?.stop();
  await bouncer?.stop();
  await database?.drop();
});

test('J8 through PgBouncer in transaction mode: everybody is answered, many at once and again and again', async () => {
  for (let round = 0; round < 6; round++) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(all.url, 'events.list')));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['OK']));
  }
});

test('J8 through PgBouncer in transaction mode: mail is sent, jobs are done, a pause is honoured', async () => {
  const address = 'pooled@example.org';
  expect((await ask(other.url, 'registrations.start', { address, fullName: 'Po Oled' })).outcome).toBe('OK');
  await until(async () => {
    const inbox = await (await fetch(`${all.url}/dev/mail.json?to=${address}`)).json();
    return (inbox as { items: object[] }).items.length === 1;
  }, 'the code has come');

  const admin = createAdminClient({ url: `http://127.0.0.1:${adminPort}`, adminKey: ADMIN_KEY });
  const cleaning = async () =>
    (await admin.jobs.overview()).queues.find(({ name }) => name === 'remove-expired');
  await admin.jobs.runNow({ queue: 'remove-expired' });
  await until(async () => (await cleaning())?.completedLastHour === 1, 'the job is done');
  await admin.jobs.pause({ queue: 'remove-expired' });
  await until(async () => {
    await admin.jobs.runNow({ queue: 'remove-expired' });
    return ((await cleaning())?.ready ?? 0) >= 3;
  }, 'jobs wait in the paused queue');
  await admin.jobs.resume({ queue: 'remove-expired' });
  await until(async () => (await cleaning())?.ready === 0, 'all of them are done');
});

test('A16 through PgBouncer in transaction mode: a session that is ended at one process is dead at the other', async () => {
  const config = readConfig({ NODE_ENV: 'test', ...settings }, () => ADMIN_KEY);
  const { token, sessionId } = await makePerson({ config, databaseUrl: database.url });
  const outcomeAt = async ({ url }: SpawnedServer) => (await ask({ url, token }, 'accounts.me')).outcome;
  expect([await outcomeAt(all), await outcomeAt(other)]).toEqual(['OK', 'OK']);
  expect((await ask({ url: all.url, token }, 'sessions.end', { sessionId })).outcome).toBe('OK');
  expect([await outcomeAt(all), await outcomeAt(other)]).toEqual(['SIGN_IN_REQUIRED', 'SIGN_IN_REQUIRED']);
});
