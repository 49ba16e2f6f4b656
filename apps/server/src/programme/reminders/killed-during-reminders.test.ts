import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { AT_ONCE } from '../../messaging/deliveries/sender.ts';
import { readInbox } from '../../messaging/inbox/read-inbox.ts';
import { startInbox } from '../../messaging/inbox/start-inbox.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { spawnServer } from '../../testing/spawn-server.ts';
import { until } from '../../testing/until.ts';
import { moveReminders } from './move-reminders.ts';
import type { ReminderRule } from './reminders.contract.ts';

const PEOPLE = 200;
const RULES: ReminderRule[] = [
  { kind: 'before', minutes: 1_440 },
  { kind: 'at', daysBefore: 1, time: '09:00' },
];
const MAILS = PEOPLE * RULES.length;
const KILLS = 2;

const folder = mkdtempSync(join(tmpdir(), 'foyer-reminders-killed-'));
let inbox: Awaited<ReturnType<typeof startInbox>>;
let installation: TestInstallation;

beforeAll(async () => {
  inbox = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
  installation = await openTestInstallation({ SMTP_URL: inbox.smtpUrl });
});
afterAll(async () => {
  await installation.close();
  await inbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const query = (statement: string) => installation.testDatabase.query(statement);

async function counted(state: string): Promise<number> {
  const [row] = await query(`select count(*)::int as count from delivery where state = '${state}'`);
  return Number(row?.count);
}

const startWorker = () =>
  spawnServer({
    DATABASE_URL: installation.testDatabase.url,
    JWT_SECRET_KEY: installation.config.JWT_SECRET_KEY,
    PUBLIC_URL: installation.config.PUBLIC_URL,
    SMTP_URL: inbox.smtpUrl,
    FOYER_ROLE: 'worker',
  });

const startingAt = (startsAt: Date) => ({ startsAt, startsAtLocal: startsAt.toISOString().slice(0, 16) });

/** What a killed worker held is free, and what was to come is due, as it would be some minutes later. */
async function letTimePass(): Promise<void> {
  await query("update delivery set lease_until = now() where state in ('claimed', 'sending')");
  await query("update delivery set due_at = now(), next_try_at = now() where state = 'pending'");
}

test('E9 workers that are killed, and a start moved in between, remind nobody twice and forget nobody', async () => {
  const startsAt = after(installation.clock.now(), 2 * DAY_MS);
  const own = { startsAt, reminders: RULES };
  const id = await makeEvent(installation.database.fork(), installation.clock.now(), own);
  await query(`insert into account (id, address, address_key, full_name, created_at, updated_at)
    select gen_random_uuid(), n || '@example.org', n || '@example.org', 'Ada', now(), now()
    from generate_series(1, ${PEOPLE}) n`);
  await query(`insert into participation (id, event_id, account_id, state, source, joined_at, updated_at)
    select gen_random_uuid(), '${id}', id, 'going', 'self', now(), now() from account`);
  const schedule = (later: number) =>
    installation.inTransaction((ctx) =>
      moveReminders(ctx, { id, timeZone: 'UTC', reminders: RULES, ...startingAt(after(startsAt, later)) }),
    );
  await schedule(0);
  await schedule(0);
  expect(await counted('pending')).toBe(MAILS);

  for (let kill = 1; kill <= KILLS; kill++) {
    await letTimePass();
    const sentBefore = await counted('sent');
    const worker = await startWorker();
    await until(async () => (await counted('sent')) > sentBefore, 'a worker sends', 60_000);
    await worker.kill();
    expect(await counted('sent')).toBeLessThan(MAILS);
    await schedule(kill * HOUR_MS);
  }

  await letTimePass();
  const last = await startWorker();
  const isSettled = async () => (await counted('sent')) + (await counted('unknown')) === MAILS;
  await until(isSettled, 'every reminder is settled', 60_000);
  await last.stop();
  await schedule(DAY_MS);
  expect(await counted('pending')).toBe(0);
  const unknown = await counted('unknown');
  expect(unknown).toBeLessThanOrEqual(KILLS * AT_ONCE.bulk);
  const received = (await readInbox(folder, undefined, 2 * MAILS)).flatMap((mail) => mail.to);
  const perPerson = Object.values(Object.groupBy(received, (address) => address)).map(
    (of) => of?.length ?? 0,
  );
  expect(Math.max(...perPerson)).toBe(RULES.length);
  expect(received.length).toBeGreaterThanOrEqual(MAILS - unknown);
}, 120_000);
