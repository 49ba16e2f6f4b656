import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePeople, makePerson, type Person, renewToken } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { EventDetails } from '../events/events.contract.ts';
import type { EventRow } from '../events/events.entity.ts';
import { expireDueOffers } from './expire-offers.job.ts';

let server: TestServer;
let staff: { url: string; token: string };

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  staff = { url: server.url, token: (await makePerson(place(), 'staff')).token };
});
afterAll(() => server.stop());

const place = () => ({
  config: server.config,
  databaseUrl: server.database.url,
  now: server.clock.now(),
});
const publish = (own: Partial<EventRow>) =>
  makeEvent(server.installation.database.fork(), server.clock.now(), own);
const as = ({ token }: Person) => ({ url: server.url, token });
const join = async (person: Person, eventId: string) =>
  (await ask(as(person), 'participations.join', { eventId })).data;
const leave = async (person: Person, eventId: string) =>
  (await ask(as(person), 'participations.leave', { eventId })).data;

const moveLines = () => {
  const { installation } = server;
  return expireDueOffers(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
};

/** An event whose first `capacity` people go and whose others wait, in this order. */
async function filled(capacity: number, count: number, own: Partial<EventRow> = {}) {
  const eventId = await publish({ capacity, ...own });
  const people = await makePeople(place(), count);
  for (const person of people) await join(person, eventId);
  return { eventId, people };
}

async function standing(eventId: string, people: readonly Person[]): Promise<string> {
  const rows = await server.database.query(
    `select account_id, state from participation where event_id = '${eventId}'`,
  );
  const states = new Map(rows.map((row) => [row.account_id, row.state]));
  return people.map((person) => states.get(person.accountId) ?? '-').join(' ');
}

async function seatsTaken(eventId: string): Promise<unknown> {
  const [row] = await server.database.query(`select seats_taken from event where id = '${eventId}'`);
  return row?.seats_taken;
}

async function update(eventId: string, changes: object): Promise<EventDetails> {
  const { version } = (await ask(staff, 'events.get', { eventId })).data;
  return (await ask(staff, 'events.update', { eventId, version, ...changes })).data;
}

test('E3 a freed seat goes to the head of the waitlist, and a walk-in stands behind the last', async () => {
  const { eventId, people } = await filled(1, 3);
  const [first, head, second] = people as [Person, Person, Person];
  const walkIn = await makePerson(place());

  await leave(first, eventId);
  expect(await standing(eventId, people)).toBe('left going waitlisted');
  expect(await join(walkIn, eventId)).toMatchObject({ state: 'waitlisted', waitlistPlace: 2 });

  // The promoted one leaves: the next in line is promoted, and the leaver is not queued again.
  await leave(head, eventId);
  expect(await standing(eventId, [...people, walkIn])).toBe('left left going waitlisted');
  await leave(second, eventId);
  expect(await standing(eventId, [...people, walkIn])).toBe('left left left going');
  expect(await seatsTaken(eventId)).toBe(1);
});

test('moving up is the doing of nobody, least of all of whoever left', async () => {
  const { eventId, people } = await filled(1, 2);
  const [first, head] = people as [Person, Person];
  await leave(first, eventId);
  const transitions = await server.database.query(
    `select to_state, actor_id, cause from participation_transition
     join participation on participation.id = participation_id
     where event_id = '${eventId}' and account_id = '${head.accountId}' order by at`,
  );
  expect(transitions).toEqual([
    { to_state: 'waitlisted', actor_id: head.accountId, cause: null },
    { to_state: 'going', actor_id: null, cause: 'seat-became-free' },
  ]);
});

test('E3 a walk-in does not pass those who wait while seats are free', async () => {
  const { eventId, people } = await filled(1, 2);
  // Registration closes, so that the freed seat is not handed on; then it is open again.
  await update(eventId, { registrationClosesAt: after(server.clock.now(), -HOUR_MS) });
  await leave(people[0] as Person, eventId);
  await server.database.query(`update event set registration_closes_at = null where id = '${eventId}'`);

  expect(await join(await makePerson(place()), eventId)).toMatchObject({ state: 'waitlisted' });
  await update(eventId, { registrationClosesAt: null });
  expect(await standing(eventId, people)).toBe('left going');
});

test('E3 a seat that was given back before registration opened goes to the head of the line once it does', async () => {
  const { eventId, people } = await filled(1, 3);
  await update(eventId, { registrationOpensAt: after(server.clock.now(), HOUR_MS) });
  await leave(people[0] as Person, eventId);
  await moveLines();
  expect(await standing(eventId, people)).toBe('left waitlisted waitlisted');
  server.clock.setAheadMs(HOUR_MS + MINUTE_MS);
  try {
    await moveLines();
    expect(await standing(eventId, people)).toBe('left going waitlisted');
    // Nothing is left to do, and done again it does nothing.
    await moveLines();
  } finally {
    server.clock.setAheadMs(0);
  }
  expect(await standing(eventId, people)).toBe('left going waitlisted');
  expect(await seatsTaken(eventId)).toBe(1);
});

test('E3 a disabled account keeps its place and is given no seat, and nobody stands behind it', async () => {
  for (const waitlist of ['auto', 'offer'] as const) {
    const given = waitlist === 'auto' ? 'going' : 'offered';
    const { eventId, people } = await filled(1, 3, { waitlist });
    const { accountId } = people[1] as Person;
    await ask(staff, 'accounts.disable', { accountId, reason: 'Lost.' });
    const last = { url: server.url, token: people[2]?.token };
    expect((await ask(last, 'participations.listMine')).data.items).toMatchObject([{ waitlistPlace: 1 }]);
    expect((await ask(last, 'participations.join', { eventId })).data).toMatchObject({ waitlistPlace: 1 });
    const listed = (await ask(staff, 'participations.listForEvent', { eventId, limit: 10 })).data.items;
    expect(listed.map(({ waitlistPlace }) => waitlistPlace)).toEqual([null, 1, 1]);
    await leave(people[0] as Person, eventId);
    expect(await standing(eventId, people)).toBe(`left waitlisted ${given}`);
    // Two more seats: one is for whoever comes, who is told of no line.
    await update(eventId, { capacity: 3 });
    await moveLines();
    expect(await standing(eventId, people)).toBe(`left waitlisted ${given}`);
    const walkIn = await makePerson(place());
    expect(await join(walkIn, eventId)).toMatchObject({ state: 'going' });
    await ask(staff, 'accounts.enable', { accountId });
    // At once, and not by the job of every minute.
    expect(await standing(eventId, people)).toBe(`left ${given} ${given}`);
  }
});

test('E4 capacity raised by three promotes three, in their order', async () => {
  const { eventId, people } = await filled(2, 7);
  expect(await update(eventId, { capacity: 5 })).toMatchObject({ seatsTaken: 5, waitlistLength: 2 });
  expect(await standing(eventId, people)).toBe('going going going going going waitlisted waitlisted');
  expect(await update(eventId, { capacity: null })).toMatchObject({ seatsTaken: 7, seatsLeft: null });
  expect(await standing(eventId, people)).toBe(Array(7).fill('going').join(' '));
});

test('E4 capacity cut below the count throws nobody out and promotes nobody until there is room', async () => {
  const { eventId, people } = await filled(3, 5);
  expect(await update(eventId, { capacity: 1 })).toMatchObject({
    seatsTaken: 3,
    seatsLeft: 0,
    waitlistLength: 2,
  });
  await leave(people[0] as Person, eventId);
  await leave(people[1] as Person, eventId);
  expect(await standing(eventId, people)).toBe('left left going waitlisted waitlisted');
  await leave(people[2] as Person, eventId);
  expect(await standing(eventId, people)).toBe('left left left going waitlisted');
  expect(await seatsTaken(eventId)).toBe(1);
});

test('E5 nobody is promoted once registration has closed, the event has started, or it is cancelled', async () => {
  const now = server.clock.now();
  const closed = await filled(1, 2, { registrationClosesAt: after(now, HOUR_MS) });
  const started = await filled(1, 2, { startsAt: after(now, HOUR_MS) });
  const cancelled = await filled(1, 2);
  const open = await filled(1, 2);
  await ask(staff, 'events.cancel', { eventId: cancelled.eventId, reason: 'The hall is flooded.' });
  server.clock.setAheadMs(2 * HOUR_MS);
  const renewed = (person: Person) => renewToken(server, person);
  try {
    for (const { eventId, people } of [closed, started, cancelled]) {
      await leave(await renewed(people[0] as Person), eventId);
      expect(await standing(eventId, people)).toBe('left waitlisted');
      expect(await seatsTaken(eventId)).toBe(0);
      await expect(join(await renewed(people[0] as Person), eventId)).rejects.toThrow('REGISTRATION_CLOSED');
    }
    await leave(await renewed(open.people[0] as Person), open.eventId);
    expect(await standing(open.eventId, open.people)).toBe('left going');
  } finally {
    server.clock.setAheadMs(0);
  }
});

test('E6 who leaves and joins again stands at the end of the line', async () => {
  const { eventId, people } = await filled(1, 4);
  const [, head, second, last] = people as [Person, Person, Person, Person];
  expect(await leave(head, eventId)).toMatchObject({ state: 'left', waitlistPlace: null });
  expect(await join(head, eventId)).toMatchObject({ state: 'waitlisted', waitlistPlace: 3 });
  const mine = async (person: Person) =>
    (await ask(as(person), 'events.get', { eventId })).data.myWaitlistPlace;
  expect(await Promise.all([second, last, head].map(mine))).toEqual([1, 2, 3]);
});

test('E6 whoever leaves many times at once gives one seat back', async () => {
  const { eventId, people } = await filled(5, 5);
  const [leaver] = people as [Person];
  await Promise.all(Array.from({ length: 20 }, () => leave(leaver, eventId)));
  expect(await seatsTaken(eventId)).toBe(4);
  const rows = await server.database.query(
    `select to_state from participation_transition t join participation p on p.id = t.participation_id
     where event_id = '${eventId}' and account_id = '${leaver.accountId}' order by t.id`,
  );
  expect(rows.map((row) => row.to_state)).toEqual(['going', 'left']);
});

test('E3 seats that free up while those who wait are leaving are neither lost nor doubled', async () => {
  const { eventId, people } = await filled(10, 30);
  const leaving = people.filter((_, index) => index % 3 !== 0);
  await Promise.all(leaving.map((person) => leave(person, eventId)));
  const states = (await standing(eventId, people)).split(' ');
  expect(states.filter((state) => state === 'going')).toHaveLength(10);
  expect(states.filter((state) => state === 'left')).toHaveLength(20);
  expect(await seatsTaken(eventId)).toBe(10);
});

test('tells the promoted, by one mail', async () => {
  const { eventId, people } = await filled(1, 2);
  await leave(people[0] as Person, eventId);
  const rows = await server.database.query(
    `select count(*)::int as mails from delivery where kind = 'participation-promoted' and recipient = '${people[1]?.address}'`,
  );
  expect(rows).toEqual([{ mails: 1 }]);
});
