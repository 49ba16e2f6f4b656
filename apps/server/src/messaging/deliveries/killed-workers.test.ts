import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  countStates,
  messageIdsOf,
  passLeases,
  postReminders,
  spawnWorker,
  untilDrained,
} from '../../testing/fan-out.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import type { SpawnedServer } from '../../testing/spawn-server.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';
import { AT_ONCE } from './sender.ts';

const MAILS = 2_000;
const WORKERS = 5;
const KILL_EVERY_MS = 500;

let sink: MailSink;
let installation: TestInstallation;
let url: string;
const workers: SpawnedServer[] = [];

beforeEach(async () => {
  sink = await startMailSink();
  installation = await openTestInstallation({ SMTP_URL: sink.url });
  url = installation.testDatabase.url;
});
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.child.kill('SIGCONT');
    await worker.kill();
  }
  await installation.close();
  await sink.stop();
});

const hire = async () => {
  workers.push(await spawnWorker(installation));
};
async function staff(count: number): Promise<void> {
  while (workers.length < count) await hire();
  await areAwake(count);
}
/** So many processes hold the connection that every process of Foyer holds; this one has one, too. */
const areAwake = (count: number) =>
  until(
    async () => {
      const rows = await installation.testDatabase.query(
        "select 1 from pg_stat_activity where application_name = 'foyer-news' and datname = current_database()",
      );
      return rows.length > count;
    },
    `${count} workers were awake`,
    60_000,
  );

async function expectNoneTwice(): Promise<void> {
  const accepted = messageIdsOf(sink.mails);
  expect(accepted.length).toBe(new Set(accepted).size);
  const rows = await installation.testDatabase.query('select message_id, state from delivery');
  const states = new Map(rows.map((row) => [row.message_id, row.state]));
  for (const id of accepted) expect(['sent', 'unknown']).toContain(states.get(id));
  const arrived = new Set(accepted);
  for (const [id, state] of states) if (state === 'sent') expect(arrived.has(id as string)).toBe(true);
}

test('J1 a worker killed every 500 ms through a fan-out: no mail twice, and every other one is sent', async () => {
  await staff(WORKERS);
  await postReminders(url, MAILS);
  await until(() => sink.mails.length > 0, 'the first mail was sent');
  let kills = 0;
  let nextAt = performance.now();
  // What the killed ones had claimed comes back when their leases are over.
  while (((await countStates(url)).pending ?? 0) > MAILS * 0.1) {
    await until(() => performance.now() >= nextAt, 'half a second was over');
    nextAt = performance.now() + KILL_EVERY_MS;
    await workers.shift()?.kill();
    kills += 1;
    // To start takes longer than half a second: the next are awake before the last of these is killed.
    if (workers.length === 1) await staff(WORKERS);
  }
  await passLeases(installation);
  const states = await untilDrained(url);
  const { sent = 0, unknown = 0, ...others } = states;
  expect(others).toEqual({});
  expect(sent + unknown).toBe(MAILS);
  expect(kills).toBeGreaterThanOrEqual(3);
  expect(unknown).toBeLessThanOrEqual(AT_ONCE.bulk * kills);
  await expectNoneTwice();
}, 180_000);

test('J6 a worker frozen past its leases and woken again changes nothing', async () => {
  await staff(1);
  const [frozen] = workers as [SpawnedServer];
  await postReminders(url, 400);
  await until(() => sink.mails.length >= 50, 'it was in the middle of it');
  frozen.child.kill('SIGSTOP');
  const held = await until(async () => {
    const states = await countStates(url);
    return (states.claimed ?? 0) + (states.sending ?? 0) > 0 && states;
  }, 'it held some');
  await passLeases(installation);
  await hire();
  const drained = await untilDrained(url);
  expect(drained.sent).toBeGreaterThanOrEqual(400 - (held.sending ?? 0));
  frozen.child.kill('SIGCONT');
  // It does with what it holds whatever it would do, and ends.
  await frozen.stop();
  await expectNoneTwice();
  const { sent = 0, unknown = 0, ...others } = await countStates(url);
  expect(others).toEqual({});
  expect(sent + unknown).toBe(400);
  // A late answer may settle what was in doubt; nothing that was settled is in doubt again.
  expect(sent).toBeGreaterThanOrEqual(drained.sent ?? 0);
}, 180_000);
