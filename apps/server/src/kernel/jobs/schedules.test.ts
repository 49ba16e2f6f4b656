import { TestClock } from 'pg-boss';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { until } from '../../testing/until.ts';
import { HOUR_MS, MINUTE_MS } from '../clock.ts';
import { declareJob } from './declare-job.ts';
import { migrateQueue, openQueue, type Queue } from './queue.ts';
import { runJobs } from './run-jobs.ts';

let installation: TestInstallation;
let queue: Queue | undefined;
/** When it ran, by the clock that the queue and its database follow. */
let runs: string[];

beforeEach(async () => {
  runs = [];
  vi.stubEnv('TZ', 'Europe/Berlin');
  installation = await openTestInstallation();
});
afterEach(async () => {
  await queue?.close();
  queue = undefined;
  await installation.close();
  vi.unstubAllEnvs();
});

/** One job by the clock, on a machine in Berlin, and a clock to drive it by. */
async function startAt(instant: string, cron: string): Promise<TestClock> {
  const clock = new TestClock(instant);
  const { testDatabase, log, contextOf } = installation;
  const job = declareJob({
    name: 'by-the-clock',
    title: 'A test',
    description: 'For tests alone.',
    payload: z.object({}),
    cron,
    run: async () => void runs.push(new Date(clock.now()).toISOString().slice(11, 16)),
  });
  await migrateQueue(testDatabase.url, [job]);
  // As if it had been installed long ago: a schedule owes nothing of the time before it was there.
  await testDatabase.query("delete from pgboss.schedule where name <> 'by-the-clock'");
  await testDatabase.query("update pgboss.schedule set created_on = '2020-01-01'");
  queue = await openQueue({ url: testDatabase.url, works: true, log, jobs: [job], clock });
  await runJobs({ queue, jobs: [job], contextOf, log });
  return clock;
}

/** Lets time go on in small steps, each handler's work included. */
async function pass(clock: TestClock, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += MINUTE_MS) await clock.tick(MINUTE_MS);
}

const atWork = () =>
  installation.testDatabase.query(
    "select 1 from pgboss.job where name in ('by-the-clock', '__pgboss__send-it') and state < 'completed'",
  );
/** Nothing is under way any more: what has not run by now will not. */
async function settle(clock: TestClock): Promise<void> {
  await until(async () => {
    await clock.tick(5_000);
    return (await atWork()).length === 0;
  }, 'nothing of it is under way');
}

test.each([
  { hour: 'left out in spring', start: '2027-03-28T00:40:00Z', cron: '30 1 * * *', ran: /^01:3[0-2]$/ },
  {
    hour: 'that comes twice in autumn',
    start: '2027-10-31T00:10:00Z',
    cron: '30 0 * * *',
    ran: /^00:3[0-2]$/,
  },
])('J10 over the hour $hour, what is due within it happens once', async ({ start, cron, ran }) => {
  const clock = await startAt(start, cron);
  await pass(clock, 100 * MINUTE_MS);
  await settle(clock);
  expect(runs).toEqual([expect.stringMatching(ran)]);
});

test('J10 what happens every hour happens in both of the hours that look alike', async () => {
  const clock = await startAt('2027-10-30T23:50:00Z', '0 * * * *');
  await pass(clock, 130 * MINUTE_MS);
  await settle(clock);
  expect(runs.map((at) => at.slice(0, 2))).toEqual(['00', '01', '02']);
});

test('J10 after two hours of downtime it happens once for all that was missed, and then as ever', async () => {
  const clock = await startAt('2027-06-01T10:01:00Z', '*/10 * * * *');
  await pass(clock, 10 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(1);
  await clock.setTime(clock.now() + 2 * HOUR_MS);
  await pass(clock, 3 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(2);
  await pass(clock, 10 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(3);
});

test('J10 the clock of the machine is set back by half an hour: nothing happens a second time', async () => {
  const clock = await startAt('2027-06-01T10:01:00Z', '*/10 * * * *');
  await pass(clock, 30 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(3);
  await clock.setTime(clock.now() - 30 * MINUTE_MS);
  await pass(clock, 29 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(3);
  await pass(clock, 11 * MINUTE_MS);
  await settle(clock);
  expect(runs).toHaveLength(4);
});
