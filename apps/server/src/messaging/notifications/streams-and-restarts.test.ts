import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../kernel/config.ts';
import { clusterProcesses } from '../../kernel/embedded-postgres/cluster-processes.testing.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../kernel/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '../../roles/migrate.ts';
import { databaseOn } from '../../testing/global-setup.ts';
import { onServer } from '../../testing/on-server.ts';
import { openTab, type Tab } from '../../testing/open-tab.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnServer } from '../../testing/spawn-server.ts';
import { until } from '../../testing/until.ts';

/** The same for every process, and for the token. */
const SETTINGS = {
  NODE_ENV: 'test',
  PUBLIC_URL: 'http://localhost:1',
  JWT_SECRET_KEY: 'a secret for tests and nothing else',
};

let folder: string;
let postgres: EmbeddedPostgres;
let url: string;
let api: SpawnedServer;
let person: Person;
let tab: Tab;

const start = () => startEmbeddedPostgres({ folder, log: () => {} });
const spawnApi = () => spawnServer({ ...SETTINGS, DATABASE_URL: url, FOYER_ROLE: 'api' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-stopped-'));
  // Its own user must get in when root runs the tests.
  chmodSync(folder, 0o755);
  postgres = await start();
  await onServer(postgres.url, 'create database stopped');
  url = databaseOn(postgres.url, 'stopped');
  await migrate(url);
  api = await spawnApi();
  person = await makePerson({ config: readConfig(SETTINGS), databaseUrl: url });
  tab = openTab(person.token, () => [api.url]);
  await until(() => tab.isOpen(), 'the tab is open');
}, 120_000);
afterAll(async () => {
  tab.close();
  await api.kill();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As a process does that died after its commit, and so woke nobody. */
async function tell(count: number): Promise<void> {
  await onServer(
    url,
    `insert into notification (id, account_id, key, kind, topic, params, created_at)
     select id, '${person.accountId}', id::text, 'guessed-at', 'security', '{}', now()
     from (select gen_random_uuid() as id from generate_series(1, ${count})) told`,
  );
}

async function expectWhole(): Promise<void> {
  const { rows } = await onServer(url, 'select count(*)::int as count from notification');
  const { count } = rows[0] as { count: number };
  await until(() => tab.ids().length >= count && tab.counted() === count, 'all has come, and is counted');
  const told = await onServer(url, 'select id from notification order by number');
  expect(tab.ids()).toEqual(told.rows.map(({ id }) => id));
}

test.each([
  { how: 'fast', signal: 'SIGINT' },
  { how: 'immediate', signal: 'SIGQUIT' },
] as const)(
  'J2 Postgres stopped ($how) under an open stream: what is told after it comes, and nothing twice',
  async ({ signal }) => {
    await tell(3);
    await expectWhole();
    process.kill(clusterProcesses(folder).postmaster(), signal);
    await postgres.stop();
    // It stays open: nobody can be asked whether it may.
    expect(tab.isOpen()).toBe(true);
    postgres = await start();
    await tell(2);
    await expectWhole();
    expect(tab.isOpen()).toBe(true);
    expect(api.child.exitCode).toBeNull();
  },
  120_000,
);

test('a process that is started anew, as for an upgrade, ends the stream; it goes on at the next, with what was missed', async () => {
  await tell(1);
  await expectWhole();
  await api.stop();
  await tell(2);
  api = await spawnApi();
  await tell(1);
  await expectWhole();
}, 120_000);

test('A16 whoever was signed out while the database was away reads nothing once it is back', async () => {
  process.kill(clusterProcesses(folder).postmaster(), 'SIGINT');
  await postgres.stop();
  postgres = await start();
  await onServer(url, `update session set ended_at = now() where id = '${person.sessionId}'`);
  await until(() => tab.refusedWith() === 401, 'the stream has ended, and another is refused');
}, 120_000);
