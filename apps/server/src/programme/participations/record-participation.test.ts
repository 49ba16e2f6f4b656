import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { readRawMails } from '../../testing/read-raw-mails.ts';
import { until } from '../../testing/until.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const record = (eventId: string, person: Person, own: object = {}) =>
  stage.byStaff('participations.record', {
    eventId,
    accountId: person.accountId,
    state: 'going',
    reason: 'Agreed by phone.',
    ...own,
  });
const auditOf = (subjectId: string) =>
  stage.server.database.query(
    `select action, actor_id, details from audit_entry where subject_id = '${subjectId}' order by id`,
  );
const now = () => stage.server.clock.now();

test('staff records within the rules like anybody, and it is no override', async () => {
  const eventId = await stage.publish({ capacity: 1, joinPolicy: 'closed' });
  const [person] = (await stage.people(1)) as [Person];
  const recorded = (await record(eventId, person)).data;
  expect(recorded).toMatchObject({ state: 'going', source: 'staff' });
  expect((await record(eventId, person)).data).toEqual(recorded);
  expect(await stage.seatsTaken(eventId)).toBe(1);
  expect(await auditOf(recorded.id)).toMatchObject([
    {
      action: 'participation.recorded',
      actor_id: stage.staff.accountId,
      details: { isOverride: false, reason: 'Agreed by phone.' },
    },
  ]);
  expect(await stage.mailsTo(person)).toEqual(['participation-confirmed']);
});

test.each([
  ['over', () => ({ startsAt: after(now(), -2 * DAY_MS) }), 'REGISTRATION_CLOSED'],
  ['not yet open', () => ({ registrationOpensAt: after(now(), HOUR_MS) }), 'REGISTRATION_CLOSED'],
  ['a draft', () => ({ status: 'draft' as const }), 'REGISTRATION_CLOSED'],
])(
  'E15 at an event that is %s staff records only by an override, marked and audited',
  async (_, own, refusal) => {
    const eventId = await stage.publish({ capacity: 1, ...own() });
    const [person] = (await stage.people(1)) as [Person];
    expect((await record(eventId, person)).outcome).toBe(refusal);
    expect(await stage.standing(eventId, [person])).toBe('-');
    const { id } = (await record(eventId, person, { override: true })).data;
    const { items } = (await stage.byStaff('participations.listForEvent', { eventId })).data;
    expect(items).toMatchObject([{ id, state: 'going', isOverride: true, source: 'staff' }]);
    expect(await auditOf(id)).toMatchObject([{ details: { isOverride: true, broken: ['registration'] } }]);
    const history = await stage.server.database.query(
      `select to_state, is_override, reason from participation_transition where participation_id = '${id}'`,
    );
    expect(history).toEqual([{ to_state: 'going', is_override: true, reason: 'Agreed by phone.' }]);
  },
);

test('E15 what is over lets nobody in but by an override, also where registration was to close later', async () => {
  const times = { startsAt: after(now(), -3 * HOUR_MS), registrationClosesAt: after(now(), DAY_MS) };
  const isOver = await stage.publish({ ...times, endsAt: after(now(), -HOUR_MS) });
  const goesOn = await stage.publish({ ...times, endsAt: after(now(), HOUR_MS) });
  const [person] = (await stage.people(1)) as [Person];
  expect((await stage.does(person, 'join', isOver)).outcome).toBe('REGISTRATION_CLOSED');
  expect((await record(isOver, person)).outcome).toBe('REGISTRATION_CLOSED');
  expect((await record(isOver, person, { override: true })).data.state).toBe('going');
  expect((await stage.does(person, 'join', goesOn)).data.state).toBe('going');
  const listed = async (when: string) =>
    (await stage.byStaff('events.list', { when, registration: 'open', limit: 100 })).data.items;
  expect((await listed('past')).map(({ id }) => id)).not.toContain(isOver);
  expect((await listed('upcoming')).map(({ id }) => id)).toContain(goesOn);
});

test('E15 E2 at a full event an override takes a seat more than there are, past those who wait', async () => {
  const eventId = await stage.publish({ capacity: 1 });
  const people = await stage.people(3);
  const [first, second, third] = people as [Person, Person, Person];
  await stage.does(first, 'join', eventId);
  await stage.does(second, 'join', eventId);
  expect((await record(eventId, third)).outcome).toBe('EVENT_FULL');
  expect((await record(eventId, third, { override: true })).data.state).toBe('going');
  expect(await stage.seatsTaken(eventId)).toBe(2);
  // There is one too many now: the seat that is given back first goes to nobody.
  await stage.does(first, 'leave', eventId);
  expect(await stage.standing(eventId, people)).toBe('left waitlisted going');
  await stage.does(third, 'leave', eventId);
  expect(await stage.standing(eventId, people)).toBe('left going left');
});

test('staff puts people in line and out, and what is freed goes to the next', async () => {
  const eventId = await stage.publish({ capacity: 1 });
  const people = await stage.people(2);
  const [first, second] = people as [Person, Person];
  await record(eventId, first);
  expect((await record(eventId, second, { state: 'waitlisted' })).data.state).toBe('waitlisted');
  await record(eventId, first, { state: 'left' });
  expect(await stage.standing(eventId, people)).toBe('left going');
});

test.each([
  ['auto', null, 'going'],
  ['auto', 1, 'going'],
  ['offer', 1, 'offered'],
] as const)(
  'E3 whom staff puts in line (%s, %s seats) has the free seat at once, and nobody after them is stuck',
  async (waitlist, capacity, state) => {
    const eventId = await stage.publish({ capacity, waitlist });
    const [person, walkIn] = (await stage.people(2)) as [Person, Person];
    expect((await record(eventId, person, { state: 'waitlisted' })).data.state).toBe(state);
    expect(await stage.standing(eventId, [person])).toBe(state);
    expect(await stage.seatsTaken(eventId)).toBe(1);
    const joined = (await stage.does(walkIn, 'join', eventId)).data;
    expect(joined.state).toBe(capacity === null ? 'going' : 'waitlisted');
  },
);

test('E3 whoever is put in line while others wait stands behind them, also on giving a seat up for it', async () => {
  const eventId = await stage.publish({ capacity: 1 });
  const people = await stage.people(3);
  const [first, second, third] = people as [Person, Person, Person];
  for (const person of [first, second]) await stage.does(person, 'join', eventId);
  expect((await record(eventId, third, { state: 'waitlisted' })).data.state).toBe('waitlisted');
  expect((await record(eventId, first, { state: 'waitlisted' })).data.state).toBe('waitlisted');
  expect(await stage.standing(eventId, people)).toBe('waitlisted going waitlisted');
  await stage.does(second, 'leave', eventId);
  expect(await stage.standing(eventId, people)).toBe('waitlisted left going');
});

test('E15 where there is no waitlist nobody is put in line, but by an override', async () => {
  const eventId = await stage.publish({ capacity: 1, waitlist: 'off' });
  const people = await stage.people(3);
  const [first, second, third] = people as [Person, Person, Person];
  expect((await record(eventId, first, { state: 'waitlisted' })).outcome).toBe('NO_WAITLIST');
  expect(await stage.standing(eventId, people)).toBe('- - -');
  await stage.does(second, 'join', eventId);
  const { id } = (await record(eventId, first, { state: 'waitlisted', override: true })).data;
  expect(await auditOf(id)).toMatchObject([{ details: { isOverride: true, broken: ['waitlist'] } }]);
  expect((await stage.does(third, 'join', eventId)).outcome).toBe('EVENT_FULL');
  await stage.does(second, 'leave', eventId);
  expect(await stage.standing(eventId, people)).toBe('going left -');
});

test('whom staff asks to confirm has a seat once they say so', async () => {
  const eventId = await stage.publish({ capacity: 1, joinPolicy: 'closed' });
  const [person] = (await stage.people(1)) as [Person];
  const { accountId } = person;
  const asked = (await stage.byStaff('participations.recordRequest', { eventId, accountId })).data;
  expect(asked).toMatchObject({ state: 'invited', source: 'staff' });
  expect(await stage.seatsTaken(eventId)).toBe(0);
  expect((await stage.does(person, 'accept', eventId)).data).toMatchObject({
    state: 'going',
    source: 'staff',
  });
  expect(await stage.mailsTo(person)).toEqual(['participation-invited', 'participation-confirmed']);
  const unknown = { eventId, accountId: newId() };
  expect((await stage.byStaff('participations.recordRequest', unknown)).outcome).toBe('ACCOUNT_NOT_FOUND');
});

test.each([
  ['is closed', () => ({ registrationClosesAt: after(now(), -HOUR_MS) })],
  ['is not yet open', () => ({ registrationOpensAt: after(now(), HOUR_MS) })],
  ['ended with the start', () => ({ startsAt: after(now(), -HOUR_MS), endsAt: after(now(), HOUR_MS) })],
])('E15 whom staff asks to confirm says so also when registration %s, where nobody joins', async (_, own) => {
  const eventId = await stage.publish({ joinPolicy: 'open', ...own() });
  const [person, stranger] = (await stage.people(2)) as [Person, Person];
  const { accountId } = person;
  const request = { eventId, accountId, reason: 'The speaker wants you there.' };
  const { id } = (await stage.byStaff('participations.recordRequest', request)).data;
  // The mail with its button goes out, and the button does what it says.
  await until(() => readRawMails(stage.server, person.address).length > 0, 'the mail was sent');
  expect((await stage.does(stranger, 'join', eventId)).outcome).toBe('REGISTRATION_CLOSED');
  expect((await stage.does(person, 'accept', eventId)).data.state).toBe('going');
  expect(await stage.seatsTaken(eventId)).toBe(1);
  expect(await auditOf(id)).toMatchObject([
    {
      action: 'participation.asked',
      actor_id: stage.staff.accountId,
      details: { eventId, accountId, from: null, reason: 'The speaker wants you there.' },
    },
  ]);
});

test.each([
  ['a draft', () => ({ status: 'draft' as const })],
  ['cancelled', () => ({ status: 'cancelled' as const })],
  ['archived', () => ({ status: 'archived' as const })],
  ['over', () => ({ startsAt: after(now(), -2 * DAY_MS) })],
])('E15 asks nobody to confirm for an event that is %s, and leaves nothing behind', async (_, own) => {
  const eventId = await stage.publish(own());
  const [person] = (await stage.people(1)) as [Person];
  const request = { eventId, accountId: person.accountId };
  expect((await stage.byStaff('participations.recordRequest', request)).outcome).toBe('EVENT_NOT_ANSWERABLE');
  expect(await stage.standing(eventId, [person])).toBe('-');
  expect(await stage.mailsTo(person)).toEqual([]);
});

test('E15 who was asked can say yes until the event is over or cancelled, and not after', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const { accountId } = person;
  const isOver = "starts_at = now() - interval '3 days', ends_at = now() - interval '2 days'";
  for (const change of ["status = 'cancelled'", isOver]) {
    const eventId = await stage.publish();
    await stage.byStaff('participations.recordRequest', { eventId, accountId });
    await stage.server.database.query(`update event set ${change} where id = '${eventId}'`);
    expect((await stage.does(person, 'accept', eventId)).outcome).toBe('REGISTRATION_CLOSED');
    expect(await stage.standing(eventId, [person])).toBe('invited');
  }
});

test('E15 a removed record frees the seat and leaves the history and the audit trail', async () => {
  const eventId = await stage.publish({ capacity: 1, reminders: [{ kind: 'before', minutes: 60 }] });
  const people = await stage.people(2);
  const [first, second] = people as [Person, Person];
  for (const person of people) await stage.does(person, 'join', eventId);
  const participationId = await stage.idOf(eventId, first);
  const removing = { participationId, reason: 'Twice by mistake.' };
  expect((await stage.byStaff('participations.remove', removing)).data).toMatchObject({ state: 'going' });
  expect(await stage.standing(eventId, people)).toBe('- going');
  expect(await stage.seatsTaken(eventId)).toBe(1);
  expect(await auditOf(participationId)).toMatchObject([
    {
      action: 'participation.removed',
      actor_id: stage.staff.accountId,
      details: { eventId, accountId: first.accountId, state: 'going', reason: 'Twice by mistake.' },
    },
  ]);
  const history = await stage.server.database.query(
    `select to_state from participation_transition where participation_id = '${participationId}'`,
  );
  expect(history).toEqual([{ to_state: 'going' }]);
  expect((await stage.byStaff('participations.remove', removing)).outcome).toBe('PARTICIPATION_NOT_FOUND');
  // As if they had never come: they may, at the end of the line.
  expect((await stage.does(first, 'join', eventId)).data).toMatchObject({ state: 'waitlisted' });
  expect((await stage.does(second, 'leave', eventId)).data.state).toBe('left');
  expect(await stage.standing(eventId, people)).toBe('going left');
});

test('E15 twenty removals of one record at once free one seat', async () => {
  const eventId = await stage.publish({ capacity: 5 });
  const people = await stage.people(3);
  for (const person of people) await stage.does(person, 'join', eventId);
  const removing = { participationId: await stage.idOf(eventId, people[0] as Person), reason: 'Again.' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => stage.byStaff('participations.remove', removing)),
  );
  expect(answers.filter((one) => one.outcome === 'OK')).toHaveLength(1);
  expect(await stage.seatsTaken(eventId)).toBe(2);
});

test('E15 once an event goes on, its free seats are for whoever comes, and nobody is put behind a line that has ended', async () => {
  const people = await stage.people(4);
  const [seated, waiting, byStaff, bySelf] = people as [Person, Person, Person, Person];
  const eventId = await stage.publish({ capacity: 1 });
  for (const person of [seated, waiting]) await stage.does(person, 'join', eventId);
  await stage.server.database.query(
    `update event set starts_at = now() - interval '1 hour', registration_closes_at = ends_at, capacity = 3
     where id = '${eventId}'`,
  );
  expect((await record(eventId, byStaff)).data).toMatchObject({ state: 'going' });
  expect((await stage.does(bySelf, 'join', eventId)).data).toMatchObject({ state: 'going' });
  expect(await stage.standing(eventId, people)).toBe('going waitlisted going going');
});
