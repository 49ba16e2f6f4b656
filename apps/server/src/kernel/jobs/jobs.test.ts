import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { until } from '../../testing/until.ts';
import { type AnyJob, declareJob } from './declare-job.ts';
import { migrateQueue, openQueue, type Queue } from './queue.ts';
import { type JobRunner, runJobs } from './run-jobs.ts';

let installation: TestInstallation;
let queue: Queue | undefined;
let done: number[];

beforeEach(async () => {
  done = [];
  installation = await openTestInstallation();
});
afterEach(async () => {
  await queue?.close();
  queue = undefined;
  await installation.close();
});

const words = { title: 'A test', description: 'For tests alone.', payload: z.object({ number: z.number() }) };
const urgent = declareJob({
  ...words,
  name: 'urgent',
  isUrgent: true,
  // Never by itself while this test lasts: what is noticed was announced.
  noticeRetriesSeconds: 3_600,
  run: async (_ctx, { number }) => void done.push(number),
});

async function work(jobs: AnyJob[]): Promise<JobRunner> {
  const { testDatabase, log, contextOf } = installation;
  await migrateQueue(testDatabase.url, jobs);
  queue = await openQueue({ url: testDatabase.url, works: true, log, jobs });
  return runJobs({ queue, jobs, contextOf, log });
}

const send = (job: AnyJob, number: number) =>
  installation.inTransaction((ctx) => ctx.jobs.enqueue(job, { number }));
const isDone = (...numbers: number[]) =>
  until(() => numbers.every((number) => done.includes(number)), `${numbers.join(', ')} are done`);
const listeners = async () =>
  (
    await installation.testDatabase.query(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'foyer-jobs' and query ilike 'listen%'`,
    )
  ).map(({ pid }) => Number(pid));

test('J8 the listening connection is cut: urgent jobs go on, and are announced again once it is back', async () => {
  await work([urgent]);
  await send(urgent, 1);
  await isDone(1);
  const before = await until(async () => {
    const found = await listeners();
    return found.length > 0 && found;
  }, 'the queue listens');
  for (const pid of before) await installation.testDatabase.query(`select pg_terminate_backend(${pid})`);
  // Sent while nobody listens: found when the connection is back, without anybody's doing.
  await send(urgent, 2);
  await isDone(2);
  await until(
    async () => (await listeners()).some((pid) => !before.includes(pid)),
    'the queue listens again, on another connection',
  );
  await send(urgent, 3);
  await isDone(3);
});

test('J8 every connection of the queue is cut at once, and jobs go on', async () => {
  await work([urgent]);
  await send(urgent, 1);
  await isDone(1);
  await installation.testDatabase.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'foyer-jobs'`,
  );
  await until(async () => (await listeners()).length > 0, 'the queue is connected again');
  await send(urgent, 2);
  await isDone(2);
});

test('J11 one poison job: its batch-mates are done once each, and it is put aside with its error', async () => {
  const mates = declareJob({
    ...words,
    name: 'mates',
    isUrgent: true,
    concurrency: 3,
    retryLimit: 1,
    noticeRetriesSeconds: 2,
    async run(_ctx, { number }) {
      // What can be thrown is more than errors: something that refers to itself, or nothing.
      const knot: Record<string, unknown> = { about: number };
      knot.self = knot;
      if (number === 13) throw knot;
      if (number === 14) throw undefined;
      if (number === 15) throw new Error('poison');
      done.push(number);
    },
  });
  await work([mates]);
  const { boss } = installation.queue;
  for (let number = 0; number < 40; number++) await boss.send('mates', { number });
  await boss.send('mates', { number: 'not one' });
  const letters = () =>
    installation.testDatabase.query(
      `select data, source_retry_count, source_output from pgboss.job where name = 'dead-letters' order by data ->> 'number'`,
    );
  await until(async () => (await letters()).length === 4, 'all the poison is put aside');
  const good = Array.from({ length: 40 }, (_, number) => number).filter((n) => n < 13 || n > 15);
  await isDone(...good);
  expect(done.toSorted((one, other) => one - other)).toEqual(good);
  const found = await letters();
  expect(found.map(({ data }) => (data as { number: unknown }).number)).toEqual([13, 14, 15, 'not one']);
  expect(found.every(({ source_retry_count }) => source_retry_count === 1)).toBe(true);
  expect(found[2]?.source_output).toMatchObject({ message: 'poison' });
});

test('a backlog in a queue that is not urgent is worked off without a pause', async () => {
  const many = declareJob({
    ...words,
    name: 'many',
    run: async (_ctx, { number }) => void done.push(number),
  });
  await work([many]);
  // At one a poll these would take twice as long as is waited for.
  for (let number = 0; number < 20; number++) await send(many, number);
  await isDone(...Array.from({ length: 20 }, (_, number) => number));
});

test('a queue that is left alone finishes what is in hand, takes up nothing, and goes on afterwards', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = declareJob({
    ...words,
    name: 'slow',
    isUrgent: true,
    async run(_ctx, { number }) {
      if (number === 0) await held;
      done.push(number);
    },
  });
  const runner = await work([slow, urgent]);
  await send(slow, 0);
  const active = () =>
    installation.testDatabase.query("select 1 from pgboss.job where name = 'slow' and state = 'active'");
  await until(async () => (await active()).length === 1, 'one is in hand');
  await runner.leaveAlone(new Set(['slow']));
  await send(slow, 1);
  letGo();
  await isDone(0);
  await send(urgent, 2);
  await isDone(2);
  expect(done).not.toContain(1);
  expect(await active()).toEqual([]);
  await runner.leaveAlone(new Set());
  await isDone(1);
});
