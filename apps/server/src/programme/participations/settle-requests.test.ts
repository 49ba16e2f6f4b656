import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

async function requested(capacity: number, count: number, own: object = {}) {
  const eventId = await stage.publish({ capacity, joinPolicy: 'approval', ...own });
  const people = await stage.people(count);
  for (const person of people) await stage.does(person, 'join', eventId);
  const ids = await Promise.all(people.map((person) => stage.idOf(eventId, person)));
  return { eventId, people, ids };
}

test('the approved get seats in the order in which they asked, and then places in the line', async () => {
  const { eventId, people, ids } = await requested(2, 4);
  const answer = await stage.byStaff('participations.approve', { participationIds: ids.toReversed() });
  expect(answer.data).toMatchObject({ skipped: [] });
  expect(await stage.standing(eventId, people)).toBe('going going waitlisted waitlisted');
  expect(await stage.seatsTaken(eventId)).toBe(2);
  expect(await stage.mailsTo(people[0] as Person)).toEqual([
    'participation-requested',
    'participation-confirmed',
  ]);
  expect(await stage.mailsTo(people[3] as Person)).toEqual([
    'participation-requested',
    'participation-waitlisted',
  ]);
});

test('E3 the approved stand behind those who wait, also while a seat is free', async () => {
  const { eventId, people, ids } = await requested(1, 3);
  await stage.byStaff('participations.approve', { participationIds: ids.slice(0, 2) });
  // Registration closes for a moment, so that the freed seat is not handed on.
  await stage.server.database.query(
    `update event set registration_closes_at = now() - interval '1 hour' where id = '${eventId}'`,
  );
  await stage.does(people[0] as Person, 'leave', eventId);
  await stage.byStaff('participations.approve', { participationIds: ids.slice(2) });
  expect(await stage.standing(eventId, people)).toBe('left waitlisted waitlisted');
});

test('what cannot be approved is left as it is, and says why', async () => {
  const { eventId, people, ids } = await requested(1, 3, { waitlist: 'off' });
  const [first, second, third] = ids as [string, string, string];
  await stage.does(people[2] as Person, 'leave', eventId);
  const unknown = newId();
  const answer = await stage.byStaff('participations.approve', {
    participationIds: [first, second, third, unknown],
  });
  expect(answer.data.changed).toMatchObject([{ id: first, state: 'going' }]);
  expect(answer.data.skipped).toEqual(
    expect.arrayContaining([
      { participationId: second, reason: 'full' },
      { participationId: third, reason: 'wrong-state' },
      { participationId: unknown, reason: 'unknown' },
    ]),
  );
  expect(await stage.standing(eventId, people)).toBe('going requested left');
  const cancelled = await requested(1, 1);
  await stage.byStaff('events.cancel', { eventId: cancelled.eventId, reason: 'It rains.' });
  const late = await stage.byStaff('participations.approve', { participationIds: cancelled.ids });
  expect(late.data).toMatchObject({ changed: [], skipped: [{ reason: 'over' }] });
});

test('the rejected lose their seat to the head of the line, are told why, and cannot come back', async () => {
  const eventId = await stage.publish({ capacity: 1 });
  const people = await stage.people(2);
  const [first] = people as [Person];
  for (const person of people) await stage.does(person, 'join', eventId);
  const id = await stage.idOf(eventId, first);
  const rejecting = { participationIds: [id], reason: 'This evening is for members.' };
  expect((await stage.byStaff('participations.reject', rejecting)).data.changed).toMatchObject([
    { id, state: 'rejected' },
  ]);
  expect(await stage.standing(eventId, people)).toBe('rejected going');
  expect(await stage.seatsTaken(eventId)).toBe(1);
  expect((await stage.does(first, 'join', eventId)).outcome).toBe('PARTICIPATION_REFUSED');
  expect((await stage.does(first, 'leave', eventId)).data.state).toBe('rejected');
  expect((await stage.byStaff('participations.reject', rejecting)).data.skipped).toEqual([
    { participationId: id, reason: 'wrong-state' },
  ]);
  const rows = await stage.server.database.query(
    `select to_state, actor_id, reason from participation_transition where participation_id = '${id}' order by id`,
  );
  expect(rows.at(-1)).toEqual({
    to_state: 'rejected',
    actor_id: stage.staff.accountId,
    reason: 'This evening is for members.',
  });
  await until(async () => {
    const mails = await stage.server.mailsTo(first.address);
    return mails.some(({ text }) => text.includes('This evening is for members.'));
  }, 'the reason was mailed');
});

test('E8 whoever is rejected is not reminded', async () => {
  const eventId = await stage.publish({ reminders: [{ kind: 'before', minutes: 60 }] });
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const id = await stage.idOf(eventId, person);
  const reminders = () =>
    stage.server.database.query(
      `select state from delivery where kind = 'event-reminder' and about_id = '${id}'`,
    );
  expect(await reminders()).toEqual([{ state: 'pending' }]);
  await stage.byStaff('participations.reject', { participationIds: [id] });
  expect(await reminders()).toEqual([{ state: 'withdrawn' }]);
});

test('E2 joining, approving, accepting and recording race for the same seats: never one too many', async () => {
  for (let round = 0; round < 3; round++) {
    const eventId = await stage.publish({ capacity: 3, joinPolicy: 'approval' });
    const asking = await stage.people(4);
    for (const person of asking) await stage.does(person, 'join', eventId);
    const ids = await Promise.all(asking.map((person) => stage.idOf(eventId, person)));
    await stage.update(eventId, { joinPolicy: 'open' });
    const [invited, joining, recorded] = [
      await stage.people(4),
      await stage.people(4),
      await stage.people(4),
    ];
    await stage.byStaff('participations.invite', {
      eventId,
      accountIds: invited.map((person) => person.accountId),
    });
    await Promise.all([
      ...ids.map((id) => stage.byStaff('participations.approve', { participationIds: [id] })),
      ...invited.map((person) => stage.does(person, 'accept', eventId)),
      ...joining.map((person) => stage.does(person, 'join', eventId)),
      ...recorded.map(({ accountId }) =>
        stage.byStaff('participations.record', { eventId, accountId, state: 'going', reason: 'By phone.' }),
      ),
    ]);
    const states = await stage.standing(eventId, [...asking, ...invited, ...joining, ...recorded]);
    expect(states.match(/going/g)).toHaveLength(3);
    expect(await stage.seatsTaken(eventId)).toBe(3);
    const numbers = await stage.server.database.query(
      `select waitlist_number from participation where event_id = '${eventId}' and state = 'waitlisted' order by 1`,
    );
    expect(numbers.map((row) => row.waitlist_number)).toEqual(numbers.map((_, index) => index + 1));
  }
  // All take the same locks in the same order: Postgres had to give up on nobody.
  const [found] = await stage.server.database.query(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(found).toEqual({ deadlocks: 0 });
});

test('nobody but staff decides about others', async () => {
  const { eventId, people, ids } = await requested(1, 1);
  const [person] = people as [Person];
  const caller = stage.as(person);

  for (const [procedure, input] of [
    ['participations.approve', { participationIds: ids }],
    ['participations.reject', { participationIds: ids }],
    ['participations.invite', { eventId, accountIds: [person.accountId] }],
    ['participations.recordRequest', { eventId, accountId: person.accountId }],
    ['participations.record', { eventId, accountId: person.accountId, state: 'going', reason: 'Mine.' }],
    ['participations.remove', { participationId: ids[0], reason: 'Mine.' }],
  ] as const)
    expect((await ask(caller, procedure, input)).outcome).toBe('NOT_ALLOWED');
  expect(await stage.standing(eventId, people)).toBe('requested');
});
