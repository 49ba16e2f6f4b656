import { afterEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { mails } from '../../mail-registry.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { postReminders, spawnWorker } from '../../testing/fan-out.ts';
import { onServer } from '../../testing/on-server.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { keepPace } from './keep-pace.ts';
import { openSender } from './sender.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function open(environment: NodeJS.Dict<string>) {
  const sink = await startMailSink();
  closing.push(sink.stop);
  const installation = await openTestInstallation({ SMTP_URL: sink.url, ...environment });
  closing.push(() => installation.close());
  const databaseUrl = installation.testDatabase.url;
  return { sink, installation, databaseUrl };
}

const pass = ({ database, clock }: TestInstallation, milliseconds: number) =>
  moveClock(database, clock, clock.aheadMs() + milliseconds);

const BOUNDS = [
  {
    what: 'domain',
    bound: { MAIL_PER_DOMAIN_PER_MINUTE: '1' },
    name: `'person' || n`,
    atOnce: 1,
    turnMs: MINUTE_MS,
  },
  {
    what: 'mailbox',
    bound: { MAIL_PER_MAILBOX_PER_HOUR: '6' },
    name: `'often'`,
    atOnce: 6,
    turnMs: 10 * MINUTE_MS,
  },
] as const;

test.each(BOUNDS)(
  'J12 the bound of a $what holds over three processes, and no other mail waits',
  async (one) => {
    const { sink, installation, databaseUrl } = await open({});
    await postReminders(databaseUrl, 60);
    await onServer(
      databaseUrl,
      `update delivery set recipient = case
       when n < 40 then ${one.name} || '@busy.example.net' else 'person' || n || '@quiet' || n || '.example.net' end
     from (select id as numbered, row_number() over (order by id) - 1 as n from delivery) one where id = numbered`,
    );
    const hire = () => spawnWorker({ ...installation, databaseUrl }, one.bound);
    const workers = await Promise.all([hire(), hire(), hire()]);
    closing.push(() => Promise.all(workers.map((worker) => worker.kill())));

    const isQuiet = async () => {
      const { rows } = await onServer(
        databaseUrl,
        `select id from delivery
       where state in ('claimed', 'sending') or (state = 'pending' and turn_at is null) limit 1`,
      );
      return rows.length === 0;
    };
    const busy = () => sink.mails.filter(({ to }) => to.endsWith('@busy.example.net')).length;
    await until(isQuiet, 'each was sent or told its turn', 60_000);
    expect(sink.mails).toHaveLength(20 + one.atOnce);
    expect(busy()).toBe(one.atOnce);
    const waiting = await onServer(
      databaseUrl,
      `select distinct tries, outcome from delivery where state = 'pending'`,
    );
    expect(waiting.rows).toEqual([{ tries: 0, outcome: null }]);
    for (const turn of [1, 2]) {
      await pass(installation, one.turnMs);
      await until(() => busy() >= one.atOnce + turn, `turn ${turn} came`, 30_000);
      await until(isQuiet, 'nothing more is on its way', 30_000);
      expect(busy()).toBe(one.atOnce + turn);
    }
  },
  180_000,
);

test('J12 a mailbox takes what an hour allows at once, then one at a time', async () => {
  const { installation, databaseUrl } = await open({ MAIL_PER_MAILBOX_PER_HOUR: '6' });
  await postReminders(databaseUrl, 10);
  await onServer(databaseUrl, `update delivery set recipient = 'often@example.net'`);
  const claim = async () =>
    keepPace(
      installation.contextOf(),
      await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 20 }),
    );
  expect(await claim()).toHaveLength(6);
  expect(await claim()).toHaveLength(0);
  const turns = await onServer(
    databaseUrl,
    `select turn_at from delivery where turn_at is not null order by 1`,
  );
  const gaps = turns.rows.slice(1).map(({ turn_at }, index) => turn_at - turns.rows[index].turn_at);
  expect(gaps).toEqual([10 * MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS]);
  for (const _turn of [1, 2]) {
    await pass(installation, 10 * MINUTE_MS);
    expect(await claim()).toHaveLength(1);
  }
});

test('J12 of both bounds each holds by itself: who waits for a mailbox takes no turn of the domain', async () => {
  const bounds = { MAIL_PER_MAILBOX_PER_HOUR: '1', MAIL_PER_DOMAIN_PER_MINUTE: '20' };
  const { installation, databaseUrl } = await open(bounds);
  await postReminders(databaseUrl, 20);
  // Two for each of ten mailboxes of one domain.
  await onServer(
    databaseUrl,
    `update delivery set recipient = 'person' || (n % 10) || '@busy.example.net'
     from (select id as numbered, row_number() over (order by id) as n from delivery) one where id = numbered`,
  );
  const claim = async () =>
    keepPace(
      installation.contextOf(),
      await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 50 }),
    );
  expect(await claim()).toHaveLength(1);
  for (let turn = 0; turn < 9; turn += 1) {
    await pass(installation, 3 * SECOND_MS);
    expect((await claim()).length).toBeLessThanOrEqual(2);
  }
  // An hour later the second of each is free, and the domain takes one at a time as before.
  await pass(installation, HOUR_MS - 27 * SECOND_MS);
  expect((await claim()).length).toBeLessThanOrEqual(1);
  const { rows } = await onServer(
    databaseUrl,
    `select count(*)::int as count from delivery where state = 'claimed'`,
  );
  expect(rows[0]?.count).toBeGreaterThanOrEqual(10);
});

test('J12 books no further ahead than ten minutes, so that what is taken back holds up nothing', async () => {
  const { installation, databaseUrl } = await open({ MAIL_PER_DOMAIN_PER_MINUTE: '60' });
  await postReminders(databaseUrl, 2_000);
  const ctx = installation.contextOf();
  await keepPace(ctx, await claimDeliveries(ctx, { lane: 'bulk', most: 2_000 }));
  const turns = await onServer(
    databaseUrl,
    `select count(turn_of)::int as booked, count(*)::int as waiting, max(next_try_at) - now() < interval '11 minutes' as near
     from delivery where state = 'pending'`,
  );
  expect(turns.rows).toEqual([{ booked: 600, waiting: 1_997, near: true }]);
});

test('J12 what was due while nobody sent does not go all at once', async () => {
  const { installation, databaseUrl } = await open({ MAIL_PER_DOMAIN_PER_MINUTE: '60' });
  await postReminders(databaseUrl, 100);
  const claim = async (most: number) =>
    keepPace(
      installation.contextOf(),
      await claimDeliveries(installation.contextOf(), { lane: 'bulk', most }),
    );
  // Three seconds of the pace.
  expect(await claim(100)).toHaveLength(3);
  await pass(installation, HOUR_MS);
  expect((await claim(100)).length).toBeLessThanOrEqual(3);
  await pass(installation, 10 * SECOND_MS);
  const rest = await claim(100);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.length).toBeLessThanOrEqual(20);
});

test('a reminder is told of within the product when it is due, also while its mail waits for its turn', async () => {
  const { installation, databaseUrl } = await open({ MAIL_PER_DOMAIN_PER_MINUTE: '1' });
  await postReminders(databaseUrl, 5);
  await onServer(
    databaseUrl,
    `update delivery set account_id = (select id from account where not is_system limit 1),
                         created_at = due_at - interval '1 day'`,
  );
  const sender = openSender({
    mails,
    contextOf: installation.contextOf,
    signal: new AbortController().signal,
  });
  closing.push(() => sender.close());
  expect((await sender.claim('bulk', 20)).claimed).toHaveLength(1);
  const told = await onServer(databaseUrl, `select 1 from notification where kind = 'event-reminder'`);
  expect(told.rows).toHaveLength(4);
});
