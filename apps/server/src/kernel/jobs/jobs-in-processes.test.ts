import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PgBoss } from 'pg-boss';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { until } from '../../testing/until.ts';
import { declareJob } from './declare-job.ts';
import { migrateQueue } from './queue.ts';
import type { WorkerProcess } from './worker-process.testing.ts';

const PROGRAM = fileURLToPath(new URL('./worker-process.testing.ts', import.meta.url));

let database: TestDatabase;
let sender: PgBoss;
const children: ChildProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  await database.query(
    'create table note (id bigserial primary key, who text not null, what text not null, at timestamptz not null default clock_timestamp())',
  );
  const words = {
    title: 'A test',
    description: 'For tests alone.',
    payload: z.object({}),
    run: async () => {},
  };
  await migrateQueue(
    database.url,
    ['greet', 'slow', 'novelty'].map((name) => declareJob({ ...words, name, isUrgent: true })),
  );
  // These workers know nothing of what Foyer does by the clock.
  await database.query('delete from pgboss.schedule');
  sender = new PgBoss({ connectionString: database.url, supervise: false, schedule: false, migrate: false });
  sender.on('error', () => {});
  await sender.start();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
  await sender.stop({ graceful: false });
  await database.drop();
});

async function startWorker(options: Omit<WorkerProcess, 'url'>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ url: database.url, ...options })], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  await heard(options.who, 'ready');
  return child;
}

const notes = async (who?: string) => {
  const rows = await database.query('select who, what from note order by id');
  return rows
    .filter((row) => who === undefined || row.who === who)
    .map((row) => row.what as string)
    .filter((what) => what !== 'ready');
};
const heard = (who: string, what: string, atMostMs?: number) =>
  until(
    async () =>
      (await database.query(`select 1 from note where who = '${who}' and what = '${what}'`)).length > 0,
    `${who} noted: ${what}`,
    atMostMs,
  );
const stateOf = async (id: string) =>
  (await database.query(`select state, retry_count, output from pgboss.job where id = '${id}'`))[0];

test('a job whose worker was killed is taken up again by another one', async () => {
  const first = await startWorker({ who: 'first' });
  const id = (await sender.send('slow', {})) as string;
  await heard('first', 'began');
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect(await stateOf(id)).toMatchObject({ state: 'active', retry_count: 0 });
  await database.query("insert into note (who, what) values ('test', 'may end')");
  await startWorker({ who: 'second' });
  // A heartbeat of ten seconds, a look every ten, and the wait before a second try.
  await heard('second', 'ended', 60_000);
  expect(await notes('second')).toEqual(['began', 'ended']);
  await until(async () => (await stateOf(id))?.state === 'completed', 'it is done');
  expect(await stateOf(id)).toMatchObject({ retry_count: 1 });
}, 90_000);

test('a worker that is stopped finishes what it can, and hands back what it cannot', async () => {
  const patient = await startWorker({ who: 'patient', finishMs: 15_000 });
  const finished = (await sender.send('slow', {})) as string;
  await heard('patient', 'began');
  patient.kill('SIGTERM');
  await database.query("insert into note (who, what) values ('test', 'may end')");
  expect((await once(patient, 'exit'))[0]).toBe(0);
  expect(await stateOf(finished)).toMatchObject({ state: 'completed', retry_count: 0 });

  await database.query("delete from note where what = 'may end'");
  const hasty = await startWorker({ who: 'hasty', finishMs: 300 });
  const handedBack = (await sender.send('slow', {})) as string;
  await heard('hasty', 'began');
  hasty.kill('SIGTERM');
  expect((await once(hasty, 'exit'))[0]).toBe(0);
  expect(await stateOf(handedBack)).toMatchObject({ state: 'retry' });
  await database.query("insert into note (who, what) values ('test', 'may end')");
  await startWorker({ who: 'next' });
  await heard('next', 'ended');
  expect(await notes('hasty')).toEqual(['began']);
}, 60_000);

test('J13 an old worker beside a new one: neither harms what it does not know', async () => {
  await startWorker({ who: 'old' });
  await startWorker({ who: 'new', isYoung: true });
  let sent = 0;
  await until(async () => {
    // Both kinds of payload, as processes of both versions send them.
    await sender.send('greet', { number: sent });
    await sender.send('greet', { number: sent + 1, greeting: 'hello' });
    await sender.send('novelty', { number: sent });
    sent += 2;
    const [byOld, byNew] = [await notes('old'), await notes('new')];
    return byOld.length > 4 && byNew.some((what) => what.startsWith('greeted'));
  }, 'both have worked');
  await until(
    async () => (await database.query("select 1 from pgboss.job where state < 'completed'")).length === 0,
    'all is done',
  );
  const [byOld, byNew] = [await notes('old'), await notes('new')];
  expect(byOld.filter((what) => !what.startsWith('greeted'))).toEqual([]);
  expect(byNew.filter((what) => what.startsWith('novelty'))).toHaveLength(sent / 2);
  const greeted = [...byOld, ...byNew]
    .filter((what) => what.startsWith('greeted'))
    .map((what) => Number(what.split(' ')[1]));
  expect(greeted.toSorted((one, other) => one - other)).toEqual(Array.from({ length: sent }, (_, n) => n));
  expect(await database.query("select 1 from pgboss.job where state <> 'completed'")).toEqual([]);
});

test('J13 what only a new worker knows waits for one, without a try being spent on it', async () => {
  await startWorker({ who: 'old' });
  const id = (await sender.send('novelty', { number: 7 })) as string;
  await sender.send('greet', { number: 1 });
  await heard('old', 'greeted 1');
  expect(await stateOf(id)).toMatchObject({ state: 'created', retry_count: 0 });
  await startWorker({ who: 'new', isYoung: true });
  await heard('new', 'novelty 7');
});
