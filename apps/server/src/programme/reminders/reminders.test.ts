import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { mails } from '../../mail-registry.ts';
import { claimDeliveries, markSending } from '../../messaging/deliveries/claim-deliveries.ts';
import { settleDelivery } from '../../messaging/deliveries/settle-delivery.ts';
import { type Deliveries, startDeliveries } from '../../messaging/deliveries/start-deliveries.ts';
import { readInbox } from '../../messaging/inbox/read-inbox.ts';
import { startInbox } from '../../messaging/inbox/start-inbox.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { until } from '../../testing/until.ts';
import { EventEntity } from '../events/events.entity.ts';
import { ParticipationEntity } from '../participations/participations.entity.ts';
import { moveReminders } from './move-reminders.ts';
import type { RemindingEvent } from './reminder-times.ts';
import type { ReminderRule } from './reminders.contract.ts';
import { scheduleReminders } from './schedule-reminders.ts';
import { withdrawReminders } from './withdraw-reminders.ts';

const A_DAY_BEFORE: ReminderRule = { kind: 'before', minutes: 1_440 };
const AN_HOUR_BEFORE: ReminderRule = { kind: 'before', minutes: 60 };

const folder = mkdtempSync(join(tmpdir(), 'foyer-reminders-'));
let inbox: Awaited<ReturnType<typeof startInbox>>;
let installation: TestInstallation;
const running: Deliveries[] = [];

beforeAll(async () => {
  inbox = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
  installation = await openTestInstallation({ SMTP_URL: inbox.smtpUrl });
});
afterEach(async () => {
  for (const deliveries of running.splice(0)) await deliveries.stop();
  installation.clock.setAheadMs(0);
});
afterAll(async () => {
  await installation.close();
  await inbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A start in a zone an hour or two ahead, on the clock of its wall to the minute. */
function startingAt(startsAt: Date) {
  return { startsAt, startsAtLocal: wallClock(startsAt), timeZone: 'Europe/Vienna' };
}

const wallClock = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO('Europe/Vienna')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

type Scene = {
  event: RemindingEvent;
  person: { participationId: string; accountId: string; recipient: string; locale: 'en' };
};
let scene: Scene;

/** Somebody with a seat at an event in three days, of which people are reminded a day before. */
beforeEach(async () => {
  const now = installation.clock.now();
  const accountId = newId();
  scene = {
    event: { id: newId(), ...startingAt(after(now, 3 * DAY_MS)), reminders: [A_DAY_BEFORE] },
    person: {
      participationId: newId(),
      accountId,
      recipient: `${accountId}@example.org`,
      locale: 'en',
    },
  };
  await installation.inTransaction(async ({ em }) => {
    const made = { createdAt: now, updatedAt: now };
    await em.insert(AccountEntity, {
      id: accountId,
      address: scene.person.recipient,
      addressKey: scene.person.recipient,
      fullName: 'Ada Example',
      ...made,
    } as never);
    await em.insert(EventEntity, {
      ...scene.event,
      name: 'Repair café',
      shortDescription: '',
      description: '',
      status: 'published',
      endsAtLocal: scene.event.startsAtLocal,
      endsAt: after(scene.event.startsAt, 3 * HOUR_MS),
      version: 1,
      ...made,
    } as never);
    await em.insert(ParticipationEntity, {
      id: scene.person.participationId,
      eventId: scene.event.id,
      accountId,
      state: 'going',
      source: 'self',
      joinedAt: now,
      updatedAt: now,
    } as never);
  });
});

const schedule = () =>
  installation.inTransaction((ctx) => scheduleReminders(ctx, scene.event, [scene.person]));
const query = (statement: string) => installation.testDatabase.query(statement);
const reminders = () =>
  query(
    `select state, due_at, send_key from delivery where about_id = '${scene.person.participationId}' order by created_at, id`,
  );
const received = async () => (await readInbox(folder, scene.person.recipient)).length;

function startAll(processes = 1): void {
  for (let number = 0; number < processes; number++)
    running.push(startDeliveries({ mails, contextOf: installation.contextOf }));
}
const settledAs = (state: string) =>
  until(async () => (await reminders()).at(-1)?.state === state, `the reminder is ${state}`);

async function moveEventTo(startsAt: Date, reminders: ReminderRule[] = [A_DAY_BEFORE]): Promise<void> {
  scene.event = { ...scene.event, ...startingAt(startsAt), reminders };
  await installation.inTransaction(async (ctx) => {
    await ctx.em.nativeUpdate(EventEntity, scene.event.id, {
      ...startingAt(startsAt),
      endsAt: after(startsAt, 3 * HOUR_MS),
      reminders,
    });
    await moveReminders(ctx, scene.event);
  });
}

test('E9 is sent once when the clock says that it is due, whoever asks for it and whoever sends it', async () => {
  await schedule();
  await schedule();
  startAll(2);
  expect(await received()).toBe(0);
  installation.clock.setAheadMs(2 * DAY_MS + MINUTE_MS);
  await settledAs('sent');
  await schedule();
  expect((await reminders()).map((row) => row.state)).toEqual(['sent']);
  expect(await received()).toBe(1);
});

test('E7 moves with its event', async () => {
  await schedule();
  const startsAt = after(scene.event.startsAt, 7 * DAY_MS);
  await moveEventTo(startsAt);
  expect(await reminders()).toMatchObject([{ state: 'pending', due_at: after(startsAt, -DAY_MS) }]);
});

test('E7 is skipped when the event moves so near that its time is past, and comes back when it moves away', async () => {
  await schedule();
  await moveEventTo(after(installation.clock.now(), HOUR_MS));
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
  const startsAt = after(installation.clock.now(), 5 * DAY_MS);
  await moveEventTo(startsAt);
  expect(await reminders()).toMatchObject([{ state: 'pending', due_at: after(startsAt, -DAY_MS) }]);
  startAll();
  installation.clock.setAheadMs(4 * DAY_MS + MINUTE_MS);
  await settledAs('sent');
  expect(await received()).toBe(1);
});

test('E7 is not made for whoever joins after its time', async () => {
  installation.clock.setAheadMs(2 * DAY_MS + MINUTE_MS);
  await schedule();
  expect(await reminders()).toEqual([]);
});

test('follows a changed rule: the old one is taken back, the new one made, none means none', async () => {
  await schedule();
  await moveEventTo(scene.event.startsAt, [AN_HOUR_BEFORE]);
  expect(await reminders()).toMatchObject([
    { state: 'withdrawn' },
    { state: 'pending', due_at: after(scene.event.startsAt, -HOUR_MS) },
  ]);
  await moveEventTo(scene.event.startsAt, []);
  expect((await reminders()).map((row) => row.state)).toEqual(['withdrawn', 'withdrawn']);
});

/** As a sender that has read all it needs and waits for the relay. */
async function claimedByASender() {
  await schedule();
  installation.clock.setAheadMs(2 * DAY_MS + MINUTE_MS);
  const claimed = await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 500 });
  const mine = claimed.find(({ recipient }) => recipient === scene.person.recipient);
  if (mine === undefined) throw new Error('the reminder was claimed');
  return mine;
}

test('E7 a reminder that a sender holds when its event moves does not leave, and waits for the new time', async () => {
  const held = await claimedByASender();
  const startsAt = after(scene.event.startsAt, 7 * DAY_MS);
  await moveEventTo(startsAt);
  await expect(markSending(installation.contextOf(), held)).rejects.toThrow();
  await settleDelivery(installation.contextOf(), held, { state: 'pending', outcome: 'not sent' });
  expect(await reminders()).toMatchObject([{ state: 'pending', due_at: after(startsAt, -DAY_MS) }]);
});

test('E7 those still on their way when a rule is added go on; those due before a nearer start do not', async () => {
  await claimedByASender();
  const { startsAt } = scene.event;
  await moveEventTo(startsAt, [A_DAY_BEFORE, AN_HOUR_BEFORE]);
  expect((await reminders()).map((row) => row.state)).toEqual(['claimed', 'pending']);
  await moveEventTo(after(startsAt, -2 * HOUR_MS), [A_DAY_BEFORE, AN_HOUR_BEFORE]);
  expect((await reminders()).map((row) => row.state)).toEqual(['withdrawn', 'pending']);
});

test('E8 a reminder that a sender holds when its person leaves does not leave', async () => {
  const held = await claimedByASender();
  await installation.inTransaction((ctx) =>
    withdrawReminders(ctx, { participationIds: [scene.person.participationId], reason: 'left' }),
  );
  await expect(markSending(installation.contextOf(), held)).rejects.toThrow();
  await settleDelivery(installation.contextOf(), held, { state: 'pending', outcome: 'not sent' });
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
});

test('E7 reaches everybody with a seat at once, and nobody without one', async () => {
  const { event } = scene;
  const joined = 1_200;
  await query(`insert into account (id, address, address_key, full_name, created_at, updated_at)
    select gen_random_uuid(), n || '-${event.id}@example.org', n || '-${event.id}@example.org', 'Ada', now(), now()
    from generate_series(1, ${joined}) n`);
  await query(`insert into participation (id, event_id, account_id, state, source, joined_at, updated_at)
    select gen_random_uuid(), '${event.id}', id,
      case when address like '1-%' then 'left' else 'going' end, 'self', now(), now()
    from account where address like '%-${event.id}@example.org'`);
  await schedule();
  const startsAt = after(event.startsAt, DAY_MS);
  await moveEventTo(startsAt);
  await moveEventTo(startsAt);
  const [counted] = await query(`select count(*)::int as rows, count(distinct d.id)::int as ids,
      count(distinct send_key)::int as keys, min(due_at) as first, max(due_at) as last,
      bool_and(position(d.id::text in message_id) > 0) as named_alike,
      bool_and(p.state = 'going' and send_key = 'reminder:' || p.id || ':1440'
        and payload = jsonb_build_object('participationId', p.id) and recipient = a.address) as right_people
    from delivery d join participation p on p.id = d.about_id join account a on a.id = p.account_id
    where p.event_id = '${event.id}' and d.state = 'pending'`);
  expect(counted).toEqual({
    rows: joined,
    ids: joined,
    keys: joined,
    first: after(startsAt, -DAY_MS),
    last: after(startsAt, -DAY_MS),
    named_alike: true,
    right_people: true,
  });
});

test('is taken back when its person leaves, and comes back with them', async () => {
  await schedule();
  const { participationId } = scene.person;
  await installation.inTransaction((ctx) =>
    withdrawReminders(ctx, { participationIds: [participationId], reason: 'left' }),
  );
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
  await schedule();
  expect(await reminders()).toMatchObject([
    { state: 'pending', due_at: after(scene.event.startsAt, -DAY_MS) },
  ]);
});

test('is taken back from everybody at a cancelled event, and from nobody else', async () => {
  await schedule();
  await installation.inTransaction((ctx) => withdrawReminders(ctx, { eventId: newId(), reason: 'another' }));
  expect(await reminders()).toMatchObject([{ state: 'pending' }]);
  await installation.inTransaction((ctx) =>
    withdrawReminders(ctx, { eventId: scene.event.id, reason: 'cancelled' }),
  );
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
});

test.each([
  ['the event was cancelled', () => `update event set status = 'cancelled' where id = '${scene.event.id}'`],
  [
    'the person has left',
    () => `update participation set state = 'left' where id = '${scene.person.participationId}'`,
  ],
  [
    'the account was disabled',
    () => `update account set disabled_at = now() where id = '${scene.person.accountId}'`,
  ],
  [
    'the event has begun',
    () => `update event set starts_at = now() + interval '1 day' where id = '${scene.event.id}'`,
  ],
])('E8 is not sent when, since it was posted, %s', async (_, change) => {
  await schedule();
  await query(change());
  startAll();
  installation.clock.setAheadMs(2 * DAY_MS + MINUTE_MS);
  await settledAs('withdrawn');
  expect(await received()).toBe(0);
});

test('goes where its person reads mail when it is due', async () => {
  await schedule();
  const next = `next-${scene.person.recipient}`;
  await query(`update account set address = '${next}', locale = 'ru' where id = '${scene.person.accountId}'`);
  startAll();
  installation.clock.setAheadMs(2 * DAY_MS + MINUTE_MS);
  await settledAs('sent');
  const [mail] = await readInbox(folder, next);
  expect(mail?.subject).toContain('Скоро');
  expect(await received()).toBe(0);
});
