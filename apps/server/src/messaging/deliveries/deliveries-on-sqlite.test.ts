import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInUnknownMail } from '../../identity/sign-ins/sign-in-unknown.mail.ts';
import { after, createClock, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { instantFor, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { EventEntity } from '../../programme/events/events.entity.ts';
import { ParticipationEntity } from '../../programme/participations/participations.entity.ts';
import { moveReminders } from '../../programme/reminders/move-reminders.ts';
import { scheduleReminders } from '../../programme/reminders/schedule-reminders.ts';
import { withdrawReminders } from '../../programme/reminders/withdraw-reminders.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { claimDeliveries, expireLeases, markSending } from './claim-deliveries.ts';
import { keepPace } from './keep-pace.ts';
import { postMail } from './post-mail.ts';
import { settleDelivery } from './settle-delivery.ts';

const clock = createClock();
let database: SqliteDatabase;

beforeAll(async () => {
  database = await openTestStandby();
});
afterAll(async () => {
  await database.close();
});

function context(environment: NodeJS.Dict<string> = {}): Context {
  const em = database.fork();
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...environment });
  return {
    em,
    clock,
    config,
    jobs: outboxJobsIn(em),
    log: createLog(config),
    actor: { kind: 'system', name: 'test' },
  };
}

const ledger = (kind: string) =>
  sqlOf(context().em).selectFrom('delivery').selectAll().where('kind', '=', kind).execute();

test('the standby keeps the same ledger: posted once, claimed by one, settled, expired', async () => {
  const letter = { recipient: 'a@example.org', locale: 'en' as const, payload: {} };
  await postMail(context(), signInUnknownMail, { ...letter, sendKey: 'one' });
  await postMail(context(), signInUnknownMail, { ...letter, sendKey: 'one' });
  await postMail(context(), signInUnknownMail, { ...letter, sendKey: 'two' });
  const claimed = await claimDeliveries(context(), { lane: 'prompt', most: 10 });
  expect(claimed.map((one) => one.payload)).toEqual([{}, {}]);
  expect(await claimDeliveries(context(), { lane: 'prompt', most: 10 })).toEqual([]);
  const [first, second] = claimed;
  if (first === undefined || second === undefined) throw new Error('two were claimed');
  await markSending(context(), first);
  await settleDelivery(context(), first, { state: 'sent', outcome: '250 Ok' });
  await markSending(context(), second);
  clock.setAheadMs(HOUR_MS);
  expect(await expireLeases(context())).toEqual({ handedBack: 0, unknown: 1 });
  expect((await ledger('sign-in-unknown')).map((row) => row.state).sort()).toEqual(['sent', 'unknown']);
});

test('J12 the standby keeps to the pace of a mailbox, and gives each that waits a turn of its own', async () => {
  const ctx = context({ MAIL_PER_MAILBOX_PER_HOUR: '2' });
  await sqlOf(ctx.em)
    .insertInto('delivery')
    .values(
      Array.from({ length: 5 }, (_, index) => {
        const at = instantFor(ctx.em, clock.now());
        const id = newId();
        const letter = { kind: 'paced', lane: 'bulk', recipient: 'often@example.org', locale: 'en' } as const;
        const dates = { due_at: at, next_try_at: at, created_at: at };
        return {
          ...letter,
          ...dates,
          id,
          send_key: `paced ${index}`,
          payload: '{}' as never,
          message_id: id,
        };
      }),
    )
    .execute();
  const claim = async () => keepPace(ctx, await claimDeliveries(ctx, { lane: 'bulk', most: 10 }));
  expect(await claim()).toHaveLength(2);
  expect(await claim()).toHaveLength(0);
  const waiting = (await ledger('paced')).filter((row) => row.state === 'pending');
  expect(new Set(waiting.map((row) => String(row.turn_at))).size).toBe(3);
  expect(waiting.map((row) => row.tries)).toEqual([0, 0, 0]);
  clock.setAheadMs(clock.aheadMs() + HOUR_MS / 2);
  expect(await claim()).toHaveLength(1);
});

test('the standby moves, withdraws and revives reminders', async () => {
  const ctx = context();
  const now = clock.now();
  const made = { createdAt: now, updatedAt: now };
  const person = {
    participationId: newId(),
    accountId: newId(),
    recipient: 'b@example.org',
    locale: 'en' as const,
  };
  const event = {
    id: newId(),
    startsAt: after(now, 3 * DAY_MS),
    startsAtLocal: '2030-03-14T19:00',
    timeZone: 'Europe/Vienna',
    reminders: [{ kind: 'before' as const, minutes: 1_440 }],
  };
  await ctx.em.insert(AccountEntity, {
    id: person.accountId,
    address: person.recipient,
    addressKey: person.recipient,
    fullName: 'Ada Example',
    ...made,
  } as never);
  await ctx.em.insert(EventEntity, {
    ...event,
    name: 'Repair café',
    shortDescription: '',
    description: '',
    endsAtLocal: '2030-03-14T22:00',
    endsAt: after(event.startsAt, HOUR_MS),
    version: 1,
    ...made,
  } as never);
  await ctx.em.insert(ParticipationEntity, {
    id: person.participationId,
    eventId: event.id,
    accountId: person.accountId,
    state: 'going',
    joinedAt: now,
    updatedAt: now,
  } as never);
  await scheduleReminders(ctx, event, [person]);
  await moveReminders(ctx, { ...event, startsAt: after(event.startsAt, DAY_MS) });
  const [moved] = await ledger('event-reminder');
  expect(toInstant(moved?.due_at)).toEqual(event.startsAt);
  await withdrawReminders(ctx, { eventId: event.id, reason: 'cancelled' });
  expect((await ledger('event-reminder')).map((row) => row.state)).toEqual(['withdrawn']);
  await moveReminders(ctx, event);
  expect((await ledger('event-reminder')).map((row) => row.state)).toEqual(['pending']);
  await sqlOf(ctx.em).deleteFrom('delivery').where('kind', '=', 'event-reminder').execute();
  await moveReminders(ctx, event);
  const [anew] = await ledger('event-reminder');
  expect(anew).toMatchObject({ recipient: person.recipient, about_id: person.participationId });
});
