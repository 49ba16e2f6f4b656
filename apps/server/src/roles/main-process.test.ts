import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { entities } from '../entities.ts';
import { readConfig } from '../kernel/config.ts';
import { connectPostgres } from '../kernel/database/connect-postgres.ts';
import { readInbox } from '../messaging/inbox/read-inbox.ts';
import { ask } from '../testing/ask.ts';
import { makeEvent } from '../testing/make-event.ts';
import { makePerson, type Person } from '../testing/people.ts';
import { type SpawnedServer, spawnMain, spawnServer } from '../testing/spawn-server.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { until } from '../testing/until.ts';

// Whole installations start and stop here, on cores that others share.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let database: TestDatabase;
let shared: Record<string, string>;
let person: Person;
let eventId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  shared = {
    DATABASE_URL: database.url,
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    PUBLIC_URL: 'http://foyer.example.org',
    SMTP_URL: 'smtp://127.0.0.1:9',
  };
  person = await makePerson({ config: readConfig(shared), databaseUrl: database.url });
  const connected = await connectPostgres({ url: database.url, poolSize: 2, entities, onError: () => {} });
  eventId = await makeEvent(connected.fork(), new Date());
  await connected.close();
});
afterAll(() => database?.drop());

const list = (server: SpawnedServer) => ask(server.url, 'events.list');

function processesBelow(parent: number | undefined): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([, above, state]) => Number(above) === parent && !state?.startsWith('Z'))
    .map(([pid]) => Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a join that waits at the event's lock; `letGo` opens it. */
async function joinHeldUp(server: SpawnedServer) {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select id from event where id = $1 for update', [eventId]);
  const answer = ask({ url: server.url, token: person.token }, 'participations.join', { eventId });
  answer.catch(() => {});
  await until(async () => {
    const waiting = await database.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return waiting.length > 0;
  }, 'the join waits for the event');
  return {
    answer,
    async letGo() {
      await holder.query('rollback');
      await holder.end();
    },
  };
}

test('several API processes share the port: one that is killed is started again, and the others answer', async () => {
  const server = await spawnServer({ ...shared, FOYER_ROLE: 'api', SERVICE_WORKERS: '2' });
  try {
    await until(() => server.output().includes('Foyer is ready.'), 'both have started');
    const before = processesBelow(server.child.pid);
    expect(before).toHaveLength(2);
    process.kill(before[0] as number, 'SIGKILL');
    const after = await until(() => {
      const now = processesBelow(server.child.pid);
      return now.length === 2 && !now.includes(before[0] as number) && now;
    }, 'another process was started');
    expect(after).toContain(before[1]);
    expect((await list(server)).outcome).toBe('OK');
    expect(server.output()).toContain('an API process died and is started again');
  } finally {
    await server.stop();
  }
});

test('a stop answers what is under way and leaves no process behind', async () => {
  const server = await spawnServer({ ...shared, FOYER_ROLE: 'api', SERVICE_WORKERS: '2' });
  const children = processesBelow(server.child.pid);
  const held = await joinHeldUp(server);
  // As a terminal does it: the signal reaches every process of the group, and the parent passes it on.
  for (const pid of children) process.kill(pid, 'SIGTERM');
  const stopped = server.stop();
  await until(async () => {
    // A connection that comes between the last two processes' ends is accepted by none, and hangs.
    const signal = AbortSignal.timeout(1_000);
    const response = await fetch(`${server.url}/readyz`, { signal }).catch(() => undefined);
    return response?.ok !== true;
  }, 'nothing new is taken');
  await held.letGo();

  expect((await held.answer).outcome).toBe('OK');
  await stopped;
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(children.filter(isRunning)).toEqual([]);
});

test('a kill of the first process leaves none of its API processes behind', async () => {
  const server = await spawnServer({ ...shared, FOYER_ROLE: 'api', SERVICE_WORKERS: '2' });
  const children = processesBelow(server.child.pid);
  await server.kill();
  await until(() => children.every((pid) => !isRunning(pid)), 'the API processes have ended');
});

test('a start whose starter is gone already ends in order', async () => {
  const home = mkdtempSync(join(tmpdir(), 'foyer-orphan-'));
  const ports = { PORT: '0', ADMIN_PORT: '0' };
  const started = spawnMain({ ...shared, ...ports, NODE_ENV: 'test', FOYER_HOME: home, DEMO: 'false' });
  started.child.disconnect();
  expect(await started.ended).toEqual({ code: 0, signal: null });
  rmSync(home, { recursive: true, force: true });
});

test('an API and a worker in two processes work together: one takes the wish, the other sends the mail', async () => {
  const home = mkdtempSync(join(tmpdir(), 'foyer-worker-'));
  const { SMTP_URL, ...withoutRelay } = shared;
  const api = await spawnServer({ ...shared, SMTP_URL, FOYER_ROLE: 'api' });
  const worker = await spawnServer({ ...withoutRelay, FOYER_HOME: home, FOYER_ROLE: 'worker' });
  try {
    const asked = await ask(api.url, 'signIns.requestCode', { address: person.address });
    expect(asked.outcome).toBe('OK');
    const [mail] = await until(async () => {
      const mails = await readInbox(join(home, 'mail'), person.address);
      return mails.length > 0 && mails;
    }, 'the code has been sent');
    expect(mail?.text).toMatch(/\d{4} ?\d{4}/);
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    rmSync(home, { recursive: true, force: true });
  }
});

test.for(['1', '2'])('a taken port is named and ends the start, with SERVICE_WORKERS=%s', async (workers) => {
  const taker = createServer().listen(0, '127.0.0.1');
  await once(taker, 'listening');
  const { port } = taker.address() as AddressInfo;
  const home = mkdtempSync(join(tmpdir(), 'foyer-taken-'));
  try {
    const started = spawnMain({
      ...shared,
      NODE_ENV: 'test',
      FOYER_ROLE: 'api',
      FOYER_HOME: home,
      PORT: String(port),
      ADMIN_PORT: '0',
      DEMO: 'false',
      SERVICE_WORKERS: workers,
    });
    expect(await started.ended).toEqual({ code: 1, signal: null });
    expect(started.output()).toContain(`Port ${port} of 127.0.0.1 is taken by another program.`);
    expect(started.output()).not.toMatch(/\bat .*:\d+:\d+/);
  } finally {
    taker.close();
    rmSync(home, { recursive: true, force: true });
  }
});
