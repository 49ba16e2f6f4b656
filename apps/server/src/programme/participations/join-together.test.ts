import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountActor } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import type { KeyedCall } from '../../kernel/idempotency/kept-answers.ts';
import { replayOrRun } from '../../kernel/idempotency/replay-or-run.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { addToBlacklist } from '../../people/blacklists/add-to-blacklist.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openWiredDatabase, type WiredDatabase } from '../../testing/open-wired-database.ts';
import { makePeople } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { invitePeople } from '../invitations/invite-people.ts';
import { joinEvent } from './join-event.ts';
import { joinTogether } from './join-together.ts';
import { leaveEvent } from './leave-event.ts';
import type { JoinEventInput, Participation } from './participations.contract.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

let database: WiredDatabase;
let people: AccountActor[];

beforeAll(async () => {
  database = await openWiredDatabase();
  const made = await makePeople({ config, databaseUrl: database.testDatabase.url }, 70);
  people = made.map(({ accountId, sessionId, address }) =>
    accountActor(clock.now(), { accountId, sessionId, profile: { address } }),
  );
});
afterAll(() => database.close());

function contextIn(em: EntityManager, actor: AccountActor) {
  return { em, clock, jobs: outboxJobsIn(em), log, config, actor };
}

function callOf(actor: AccountActor): Pick<Call, 'context' | 'contextIn'> {
  const outside = contextIn(database.fork(), actor);
  return { context: () => outside, contextIn: (em) => contextIn(em, actor) };
}

type Answer = Awaited<ReturnType<typeof joinTogether>>;

function joinAll(eventId: string, actors: readonly AccountActor[], key?: string): Promise<Answer[]> {
  return Promise.all(
    actors.map((actor) =>
      joinTogether(callOf(actor), { eventId }, key ? keyedCall(actor, eventId, key) : undefined),
    ),
  );
}

function keyedCall({ accountId }: AccountActor, eventId: string, key: string): KeyedCall {
  return { accountId, key, procedure: 'participations.join', input: { eventId } };
}

function alone<Result>(actor: AccountActor, work: (ctx: ReturnType<typeof contextIn>) => Promise<Result>) {
  return transactional(database.fork(), (em) => work(contextIn(em, actor)));
}

/** As the procedure goes on with whoever has to come alone. */
function joinAlone(actor: AccountActor, keyed: KeyedCall): Promise<Participation | Fault> {
  return alone(actor, (ctx) =>
    replayOrRun(ctx, keyed, {
      call: {} as Call,
      run: () => joinEvent(ctx, keyed.input as JoinEventInput),
    }),
  );
}

const inShort = (answer: Answer) =>
  answer instanceof Fault ? answer.kind.code : answer && `${answer.state} ${answer.waitlistPlace}`;

/** The steps of everybody at an event: who, into which state, and whether by themselves. */
async function stepsAt(eventId: string): Promise<Record<string, unknown>[]> {
  return database.testDatabase.query(
    `select p.account_id, t.to_state, t.actor_id = p.account_id as theirs
     from participation p join participation_transition t on t.participation_id = p.id
     where p.event_id = '${eventId}' order by p.waitlist_number nulls first, t.id`,
  );
}

test('E1 fifty who come at one moment take no more ways to the database than one, and each has their own record', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 30 });
  const crowd = people.slice(0, 50);
  const before = database.ways();
  const answers = await joinAll(eventId, crowd);
  // What is seen; the locks and what is so behind them; what is written, with the places in line; the commit.
  expect(database.ways() - before).toBe(4);
  expect(answers.map(inShort)).toEqual(
    crowd.map((_, at) => (at < 30 ? 'going null' : `waitlisted ${at - 29}`)),
  );
  expect(await stepsAt(eventId)).toEqual(
    crowd.map(({ accountId }, at) => ({
      account_id: accountId,
      to_state: at < 30 ? 'going' : 'waitlisted',
      theirs: true,
    })),
  );
  const [told] = await database.testDatabase.query(
    `select count(distinct account_id)::int as people, count(*)::int as mails from delivery
     where about_id in (select id from participation where event_id = '${eventId}') and due_at <= created_at`,
  );
  expect(told).toEqual({ people: 50, mails: 50 });
});

test('E1 a refusal takes two ways to the database and back, and a seat three', async () => {
  const [late, first] = people as [AccountActor, AccountActor];
  const full = await makeEvent(database.fork(), clock.now(), { capacity: 1, seatsTaken: 1, waitlist: 'off' });
  const beforeRefusal = database.ways();
  expect((await joinAll(full, [late])).map(inShort)).toEqual(['EVENT_FULL']);
  expect(database.ways() - beforeRefusal).toBe(2);
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 1, waitlist: 'off' });
  const beforeSeat = database.ways();
  expect((await joinAll(eventId, [first])).map(inShort)).toEqual(['going null']);
  expect(database.ways() - beforeSeat).toBe(3);
});

test('E2 of a crowd each gets what they would get alone, and whoever has to be looked at alone is not answered', async () => {
  const [staff, inside, kept, left, invited, fresh, second] = people as AccountActor[] as [
    AccountActor,
    AccountActor,
    AccountActor,
    AccountActor,
    AccountActor,
    AccountActor,
    AccountActor,
  ];
  const asStaff = { ...staff, role: 'staff' as const };
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 3 });
  await joinAll(eventId, [inside, left]);
  await alone(left, (ctx) => leaveEvent(ctx, { eventId }));
  await alone(asStaff, (ctx) =>
    addToBlacklist(ctx, { accountId: kept.accountId, eventId, reason: 'Threw chairs.' }),
  );
  await alone(asStaff, (ctx) =>
    invitePeople(ctx, { eventId, accountIds: [invited.accountId], addresses: [] }),
  );
  const answers = await joinAll(eventId, [inside, kept, left, fresh, invited, fresh, second]);
  expect(answers.map(inShort)).toEqual([
    'going null',
    'PARTICIPATION_REFUSED',
    'going null',
    'going null',
    undefined,
    undefined,
    'waitlisted 1',
  ]);
  const [event] = await database.testDatabase.query(`select seats_taken from event where id = '${eventId}'`);
  expect(event).toEqual({ seats_taken: 3 });
});

test('A9 nobody sees a draft, or what is not there, by coming together with staff', async () => {
  const [staff, member] = people as [AccountActor, AccountActor];
  const draft = await makeEvent(database.fork(), clock.now(), { status: 'draft' });
  const asStaff = { ...staff, role: 'staff' as const };
  const answers = await joinAll(draft, [asStaff, member]);
  expect(answers.map(inShort)).toEqual(['REGISTRATION_CLOSED', 'EVENT_NOT_FOUND']);
});

test('E5 one whose account is gone keeps nobody of the others out', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  const gone = accountActor(clock.now());
  const [here] = people as [AccountActor];
  expect((await joinAll(eventId, [here, gone])).map(inShort)).toEqual(['going null', undefined]);
  await expect(alone(gone, (ctx) => joinEvent(ctx, { eventId }))).rejects.toMatchObject({
    kind: { code: 'SIGN_IN_REQUIRED' },
  });
});

test('E14 whoever waits to be let in is known by the address that they have by then, not by the one they called with', async () => {
  const [staff, changing, other] = people.slice(60) as [AccountActor, AccountActor, AccountActor];
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  const address = 'kept-out@example.org';
  await alone({ ...staff, role: 'staff' }, (ctx) =>
    addToBlacklist(ctx, { address, eventId, reason: 'Threw chairs.' }),
  );
  await database.testDatabase.query(
    `update account set address = '${address}', address_key = '${address}' where id = '${changing.accountId}'`,
  );
  expect((await joinAll(eventId, [changing, other])).map(inShort)).toEqual([undefined, 'going null']);
  await expect(alone(changing, (ctx) => joinEvent(ctx, { eventId }))).rejects.toMatchObject({
    kind: { code: 'PARTICIPATION_REFUSED' },
  });
  const changed = { ...changing, profile: { ...changing.profile, address } };
  expect((await joinAll(eventId, [changed])).map(inShort)).toEqual(['PARTICIPATION_REFUSED']);
});

test('A16 whose account is disabled while they wait to be let in gets no seat', async () => {
  const [disabled, other] = people.slice(63) as [AccountActor, AccountActor];
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  await database.testDatabase.query(
    `update account set disabled_at = now() where id = '${disabled.accountId}'`,
  );
  expect((await joinAll(eventId, [disabled, other])).map(inShort)).toEqual([undefined, 'going null']);
  await expect(alone(disabled, (ctx) => joinEvent(ctx, { eventId }))).rejects.toMatchObject({
    kind: { code: 'SIGN_IN_REQUIRED' },
  });
});

test('E6 a call that is still being answered elsewhere keeps nobody out who comes with its twin', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  const [person, other] = people as [AccountActor, AccountActor];
  const key = 'a key under way';
  const elsewhere = new pg.Client({ connectionString: database.testDatabase.url });
  await elsewhere.connect();
  await elsewhere.query('begin');
  await elsewhere.query(
    `insert into idempotency_record (account_id, key, procedure, input_hash, answer, created_at)
     values ('${person.accountId}', '${key}', 'participations.join', '', '', now())`,
  );
  const joining = joinAll(eventId, [person, other], key);
  await until(async () => {
    const [waiting] = await database.testDatabase.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting !== undefined;
  }, 'the twin is waited for');
  await elsewhere.query(`update idempotency_record set answer = 'kept' where key = '${key}'`);
  await elsewhere.query('commit');
  await elsewhere.end();
  expect((await joining).map(inShort)).toEqual([undefined, 'going null']);
  const kept = await database.testDatabase.query(
    `select account_id, answer = 'kept' as elsewhere from idempotency_record where key = '${key}' order by account_id`,
  );
  expect(kept).toEqual(
    [
      { account_id: person.accountId, elsewhere: true },
      { account_id: other.accountId, elsewhere: false },
    ].toSorted((one, another) => (one.account_id < another.account_id ? -1 : 1)),
  );
});

test('E6 an answer that was lost is given again, also after leaving, and a key is for one call alone', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  const [person, other] = people as [AccountActor, AccountActor];
  const answers = await joinAll(eventId, [person, other], 'a key of this test');
  expect(answers.map(inShort)).toEqual(['going null', 'going null']);
  await alone(person, (ctx) => leaveEvent(ctx, { eventId }));
  // Who has such an answer is no longer one of a crowd.
  expect(await joinAll(eventId, [person], 'a key of this test')).toEqual([undefined]);
  const keyed = keyedCall(person, eventId, 'a key of this test');
  expect(await joinAlone(person, keyed)).toEqual(answers[0]);
  const elsewhere = await makeEvent(database.fork(), clock.now(), { capacity: 10 });
  expect(await joinAll(elsewhere, [person], 'a key of this test')).toEqual([undefined]);
  await expect(joinAlone(person, keyedCall(person, elsewhere, 'a key of this test'))).rejects.toMatchObject({
    kind: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
});

test('a refusal keeps no key: the same call may be let in later', async () => {
  const own = { capacity: 1, seatsTaken: 1, waitlist: 'off' } as const;
  const eventId = await makeEvent(database.fork(), clock.now(), own);
  const [person] = people as [AccountActor];
  expect((await joinAll(eventId, [person], 'a key for a refusal')).map(inShort)).toEqual(['EVENT_FULL']);
  await database.testDatabase.query(`update event set capacity = 2 where id = '${eventId}'`);
  expect((await joinAll(eventId, [person], 'a key for a refusal')).map(inShort)).toEqual(['going null']);
});
