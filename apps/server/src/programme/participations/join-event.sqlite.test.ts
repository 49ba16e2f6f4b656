import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '../../kernel/actor.ts';
import { createClock, HOUR_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { addToBlacklist } from '../../people/blacklists/add-to-blacklist.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { invitePeople } from '../invitations/invite-people.ts';
import { acceptEvent } from './accept-event.ts';
import { expireDueOffers } from './expire-offers.job.ts';
import { joinEvent } from './join-event.ts';
import { joinTogether } from './join-together.ts';
import { declineEvent, leaveEvent } from './leave-event.ts';
import { approveParticipations } from './settle-requests.ts';

const PEOPLE = 1_000;

let database: SqliteDatabase;
let actors: AccountActor[];
const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

beforeAll(async () => {
  database = await openTestStandby();
  const now = clock.now();
  actors = Array.from({ length: PEOPLE }, () => accountActor(now));
  await transactional(database.fork(), async (em) => {
    for (const { accountId, profile } of actors)
      em.create(
        AccountEntity,
        { id: accountId, addressKey: profile.address, addressVerifiedAt: now, updatedAt: now, ...profile },
        { persist: true },
      );
  });
});
afterAll(async () => {
  await database.close();
});

function contextIn(em: EntityManager, actor: AccountActor): Context {
  return { em, clock, jobs: outboxJobsIn(em), log, config, actor };
}

function as<Result>(actor: AccountActor, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return transactional(database.fork(), (em) => work(contextIn(em, actor)));
}

/** All at one moment. */
function joinAll(eventId: string, everybody: readonly AccountActor[], key?: string) {
  return Promise.all(
    everybody.map((actor) => {
      const outside = contextIn(database.fork(), actor);
      const call = { context: () => outside, contextIn: (em: EntityManager) => contextIn(em, actor) };
      const { accountId } = actor;
      const keyed = key
        ? { accountId, key, procedure: 'participations.join', input: { eventId } }
        : undefined;
      return joinTogether(call, { eventId }, keyed);
    }),
  );
}

test('E1 on SQLite a thousand join at once for a hundred seats: a hundred go, nine hundred wait without a gap', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 100 });
  const joined = await joinAll(eventId, actors);
  expect(joined.filter((one) => !(one instanceof Fault) && one?.state === 'going')).toHaveLength(100);
  const db = sqlOf(database.fork());
  const event = await db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirstOrThrow();
  expect([event.seats_taken, event.waitlist_last_number]).toEqual([100, 900]);
  const waiting = await db
    .selectFrom('participation')
    .select(['id', 'waitlist_number', 'joined_at'])
    .where('event_id', '=', eventId)
    .where('state', '=', 'waitlisted')
    .orderBy('waitlist_number')
    .execute();
  expect(waiting.map((row) => row.waitlist_number)).toEqual(Array.from({ length: 900 }, (_, at) => at + 1));
  const times = waiting.map((row) => Number(row.joined_at));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
}, 120_000);

test('E1 on SQLite without a waitlist exactly the seats are taken', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 100, waitlist: 'off' });
  const together = await joinAll(eventId, actors.slice(0, 300));
  const alone = await Promise.allSettled(
    actors.slice(300, 350).map((actor) => as(actor, (ctx) => joinEvent(ctx, { eventId }))),
  );
  const refusals = [
    ...together.flatMap((one) => (one instanceof Fault ? [one.kind.code] : [])),
    ...alone.flatMap((one) => (one.status === 'rejected' ? [one.reason.kind.code] : [])),
  ];
  expect(refusals).toEqual(Array(250).fill('EVENT_FULL'));
}, 120_000);

test('E3 on SQLite a freed seat goes to the head of the waitlist', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 1 });
  const [first, head, last] = actors as [AccountActor, AccountActor, AccountActor];
  for (const actor of [first, head, last]) await as(actor, (ctx) => joinEvent(ctx, { eventId }));
  await as(first, (ctx) => leaveEvent(ctx, { eventId }));
  expect(await as(head, (ctx) => joinEvent(ctx, { eventId }))).toMatchObject({ state: 'going' });
  expect(await as(last, (ctx) => joinEvent(ctx, { eventId }))).toMatchObject({ waitlistPlace: 1 });
  expect(await as(first, (ctx) => joinEvent(ctx, { eventId }))).toMatchObject({ waitlistPlace: 2 });
});

test('E3 on SQLite the line moves by itself once registration opens', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 1 });
  const [first, head] = actors as [AccountActor, AccountActor];
  for (const actor of [first, head]) await as(actor, (ctx) => joinEvent(ctx, { eventId }));
  const event = sqlOf(database.fork()).updateTable('event').where('id', '=', eventId);
  await event.set({ registration_opens_at: (clock.now().getTime() + HOUR_MS) as never }).execute();
  await as(first, (ctx) => leaveEvent(ctx, { eventId }));
  const em = database.fork();
  const ctx = { em, clock, jobs: outboxJobsIn(em), log, config, actor: first };
  await expireDueOffers(ctx);
  expect(await as(head, (inside) => joinEvent(inside, { eventId }))).toMatchObject({ state: 'waitlisted' });
  await event.set({ registration_opens_at: null }).execute();
  await expireDueOffers(ctx);
  expect(await as(head, (inside) => joinEvent(inside, { eventId }))).toMatchObject({ state: 'going' });
});

test('E2 on SQLite requests, invitations and offers lead to the same seats, and the blacklist ends them', async () => {
  const [staff, asking, invited, waiting] = actors as [
    AccountActor,
    AccountActor,
    AccountActor,
    AccountActor,
  ];
  const own = { capacity: 1, joinPolicy: 'approval', waitlist: 'offer' } as const;
  const eventId = await makeEvent(database.fork(), clock.now(), own);
  const asStaff = { ...staff, role: 'staff' as const };
  const requested = await as(asking, (ctx) => joinEvent(ctx, { eventId }));
  if (requested instanceof Fault) throw requested;
  await as(asStaff, (ctx) => approveParticipations(ctx, { participationIds: [requested.id] }));
  const accountIds = [invited, waiting].map((one) => one.accountId);
  await as(asStaff, (ctx) => invitePeople(ctx, { eventId, accountIds, addresses: ['a@example.org'] }));
  for (const [place, actor] of [invited, waiting].entries())
    expect(await as(actor, (ctx) => acceptEvent(ctx, { eventId }))).toMatchObject({
      state: 'waitlisted',
      waitlistPlace: place + 1,
    });
  await as(asStaff, (ctx) => addToBlacklist(ctx, { accountId: asking.accountId, reason: 'Threw chairs.' }));
  expect(await as(invited, (ctx) => declineEvent(ctx, { eventId }))).toMatchObject({ state: 'declined' });
  expect(await as(waiting, (ctx) => acceptEvent(ctx, { eventId }))).toMatchObject({ state: 'going' });
  await expect(as(asking, (ctx) => joinEvent(ctx, { eventId }))).rejects.toMatchObject({
    kind: { code: 'PARTICIPATION_REFUSED' },
  });
  const event = await sqlOf(database.fork())
    .selectFrom('event')
    .select('seats_taken')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  expect(event.seats_taken).toBe(1);
});

test('E6 on SQLite answers are kept of whoever gets in, and of nobody who is refused', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 2, waitlist: 'off' });
  const three = actors.slice(10, 13);
  const key = 'a key on the standby';
  const db = sqlOf(database.fork());
  const kept = () =>
    db.selectFrom('idempotency_record').select('account_id').where('key', '=', key).where('answer', '<>', '');
  const joined = await joinAll(eventId, three, key);
  expect(joined.map((one) => (one instanceof Fault ? one.kind.code : one?.state))).toEqual([
    'going',
    'going',
    'EVENT_FULL',
  ]);
  expect(await kept().execute()).toHaveLength(2);
  expect(await joinAll(eventId, three.slice(0, 2), key)).toEqual([undefined, undefined]);
  expect(await kept().execute()).toHaveLength(2);
});

test('E14 on SQLite an address that is kept out is so in a crowd, whoever has it by now', async () => {
  const [staff, changing, other] = actors.slice(20) as [AccountActor, AccountActor, AccountActor];
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  const address = 'kept-out@example.org';
  await as({ ...staff, role: 'staff' }, (ctx) =>
    addToBlacklist(ctx, { address, eventId, reason: 'Threw chairs.' }),
  );
  const account = sqlOf(database.fork()).updateTable('account').where('id', '=', changing.accountId);
  await account.set({ address, address_key: address }).execute();
  const changed = { ...changing, profile: { ...changing.profile, address } };
  const answers = await joinAll(eventId, [changed, other]);
  expect(answers[0]).toMatchObject({ kind: { code: 'PARTICIPATION_REFUSED' } });
  expect(answers[1]).toMatchObject({ state: 'going' });
  expect(await joinAll(eventId, [changing])).toEqual([undefined]);
});
