import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { newId } from '../../kernel/ids.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { until } from '../../testing/until.ts';
import { ParticipationEntity } from '../participations/participations.entity.ts';
import { type EventPage, ListEventsInput, SearchEventsInput } from './events.contract.ts';
import { listEvents } from './list-events.ts';
import { searchEvents } from './search-events.ts';

type Database = Pick<TestInstallation['database'], 'fork'>;
type Sending = { connectionParameters: { application_name: string } };

/** Statements that were sent for reads, and how many of them Postgres has answered. */
let sent: string[] = [];
let answered = 0;
/** What the answers are kept back by that are on their way. */
let held = Promise.resolve();

const query = pg.Client.prototype.query as (...parts: unknown[]) => unknown;
vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: Sending, ...parts: unknown[]) {
  const answer = query.apply(this, parts);
  if (this.connectionParameters.application_name !== 'foyer-read') return answer;
  const [first] = parts as [string | { text: string }];
  sent.push(typeof first === 'string' ? first : first.text);
  const isLetGo = held;
  return (async () => {
    await Promise.allSettled([answer]);
    answered++;
    await isLetGo;
    return answer;
  })();
} as never);

let installation: TestInstallation;
let going: Actor;
let waiting: Actor;
let lonely: Actor;
const signedOut: Actor = { kind: 'anonymous', device: { ipAddress: '127.0.0.1', userAgent: 'test' } };
const now = new Date();

beforeAll(async () => {
  installation = await openTestInstallation();
  [going, waiting, lonely] = await fill(installation.database);
});
beforeEach(() => {
  sent = [];
  answered = 0;
});
afterEach(() => {
  held = Promise.resolve();
});
afterAll(async () => {
  await installation.close();
  vi.restoreAllMocks();
});

/** Two events; one goes to the first and waits for the second, one waits for the first, one does neither. */
async function fill(database: Database) {
  const actors = [accountActor(now), accountActor(now), accountActor(now)] as const;
  const first = await makeEvent(database.fork(), now, { name: 'Popular', capacity: 1, seatsTaken: 1 });
  const second = await makeEvent(database.fork(), new Date(now.getTime() + 1), { name: 'Popular too' });
  await transactional(database.fork(), async (em) => {
    for (const { accountId: id, profile } of actors)
      em.create(
        AccountEntity,
        { id, addressKey: profile.address, addressVerifiedAt: now, updatedAt: now, ...profile },
        { persist: true },
      );
    for (const [actor, eventId, state] of [
      [actors[0], first, 'going'],
      [actors[0], second, 'waitlisted'],
      [actors[1], first, 'waitlisted'],
    ] as const)
      em.create(
        ParticipationEntity,
        { id: newId(), eventId, accountId: actor.accountId, state, joinedAt: now, updatedAt: now } as never,
        { persist: true },
      );
  });
  return actors;
}

const as = (actor: Actor, database: Database = installation.database) =>
  installation.contextIn(database.fork() as never, actor);
const list = (actor: Actor, input: object = {}) => listEvents(as(actor), ListEventsInput.parse(input));
const minesOf = ({ items }: EventPage) => items.map(({ mine }) => mine);

/** Keeps back the answers to all that is asked during `work`, and then until they are let go. */
function hold(): () => void {
  let letGo = () => {};
  held = new Promise((resolve) => {
    letGo = resolve;
  });
  return letGo;
}

const EACH_THEIR_OWN = [
  ['going', 'waitlisted'],
  ['waitlisted', null],
  [null, null],
  [null, null],
];

test('who asks for the same at once is answered by one statement, each with how they take part', async () => {
  const pages = await Promise.all([going, waiting, lonely, signedOut].map((actor) => list(actor)));
  expect(pages.map(minesOf)).toEqual(EACH_THEIR_OWN);
  expect(sent).toHaveLength(1);
});

test('a search is asked together like a list', async () => {
  const input = SearchEventsInput.parse({ query: 'popular' });
  const pages = await Promise.all(
    [going, waiting, lonely, signedOut].map((actor) => searchEvents(as(actor), input)),
  );
  expect(pages.map(minesOf)).toEqual(EACH_THEIR_OWN);
  expect(sent).toHaveLength(1);
});

test('how somebody takes part is looked up by its key, however many others do', async () => {
  const { query: ask } = installation.testDatabase;
  // Most events have few participants, so that the planner expects few.
  await ask(`insert into account (id, address, address_key, full_name, created_at, updated_at)
    select gen_random_uuid(), 'crowd' || n, 'crowd' || n, 'Crowd', now(), now() from generate_series(1, 1000) n`);
  await ask(`insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local,
                                time_zone, starts_at, ends_at, created_at, updated_at)
    select gen_random_uuid(), 'archived', 'Small', '', '', '', '', 'UTC', now() - interval '1 hour', now(), now(), now()
    from generate_series(1, 1000)`);
  await ask(`insert into participation (id, event_id, account_id, state, joined_at, updated_at)
    select gen_random_uuid(), event.id, account.id, 'going', now(), now() from event, account
    where account.full_name = 'Crowd' and (event.name = 'Popular' or event.name = 'Small' and account.address = 'crowd1')`);
  await ask('analyze participation');
  await list(going);
  const plan = JSON.stringify(await ask(`explain (generic_plan) ${sent[0]}`));
  expect(plan).toContain('Index Scan using participation_event_id_account_id_unique');
  expect(plan).not.toMatch(/Bitmap|Seq Scan on participation/);
});

test('on the standby each sees how they take part', async () => {
  const standby = await openTestStandby();
  const others = await fill(standby);
  // An installation of its own: of one, all stand on the same database.
  const config = { ...installation.config };
  for (const ask of [
    (actor: Actor) => listEvents({ ...as(actor, standby), config }, ListEventsInput.parse({})),
    (actor: Actor) =>
      searchEvents({ ...as(actor, standby), config }, SearchEventsInput.parse({ query: 'popular' })),
  ]) {
    const pages = await Promise.all([...others, signedOut].map(ask));
    expect(pages.map(minesOf)).toEqual(EACH_THEIR_OWN);
  }
  await standby.close();
});

test('what is committed before a call is seen by it, although a statement was under way by then', async () => {
  const letGo = hold();
  const before = list(going);
  await until(() => answered === 1, 'Postgres has answered the first');
  await installation.testDatabase.query(
    `update participation set state = 'left' where account_id = '${accountIdOf(going)}' and state = 'going'`,
  );
  const afterwards = [list(going), list(lonely)];
  await until(() => answered === 2, 'Postgres has answered the next');
  letGo();
  expect(minesOf(await before)).toEqual(['going', 'waitlisted']);
  expect((await Promise.all(afterwards)).map(minesOf)).toEqual([
    ['left', 'waitlisted'],
    [null, null],
  ]);
  expect(sent).toHaveLength(2);
});

test('who asks for something else does not wait', async () => {
  const letGo = hold();
  const before: Promise<EventPage>[] = [];
  // As many as are under way at once, and one that waits behind them.
  for (const count of [1, 2, 2]) {
    before.push(list(lonely));
    await until(() => answered === count, `Postgres has answered ${count}`);
  }
  held = Promise.resolve();
  const others = [
    { limit: 1 },
    { when: 'past' },
    { status: 'cancelled' },
    { seats: 'free' },
    { registration: 'open' },
    { place: 'nowhere' },
    { seriesId: newId() },
    { from: now.toISOString() },
    { until: now.toISOString() },
  ];
  const pages = await Promise.all(others.map((input) => list(lonely, input)));
  expect(pages.map(({ items }) => items.length)).toEqual([1, 0, 0, 1, 2, 0, 0, 2, 0]);
  const cursor = pages[0]?.nextCursor;
  expect((await list(lonely, { limit: 1, cursor })).items.map(({ name }) => name)).toEqual(['Popular too']);
  expect(sent).toHaveLength(2 + others.length + 1);
  letGo();
  for (const page of await Promise.all(before)) expect(page.items).toHaveLength(2);
});

test('who may not see a list gets nothing from those who may and ask at the same time', async () => {
  await makeEvent(installation.database.fork(), now, { status: 'draft' });
  const staff = accountActor(now, { role: 'staff' });
  const [seen, refused] = await Promise.allSettled([
    list(staff, { status: 'draft' }),
    list(lonely, { status: 'draft' }),
  ]);
  expect(seen).toMatchObject({ status: 'fulfilled', value: { items: [{ status: 'draft' }] } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { kind: NOT_ALLOWED } });
});

test('a statement that fails, fails for those who asked together and for nobody after them', async () => {
  await installation.testDatabase.query('alter table event rename to gone');
  const letGo = hold();
  const together = Promise.allSettled([list(lonely), list(signedOut)]);
  await until(() => answered === 1, 'Postgres has answered the first');
  await installation.testDatabase.query('alter table gone rename to event');
  const next = list(lonely);
  letGo();
  expect((await together).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await next).items).toHaveLength(2);
});

function accountIdOf(actor: Actor): string {
  return actor.kind === 'account' ? actor.accountId : '';
}
