import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const now = () => stage.server.clock.now();
const over = () => ({ startsAt: after(now(), -DAY_MS), endsAt: after(now(), -HOUR_MS) });
const audited = async (eventId: string) =>
  (
    await stage.server.database.query(
      `select action from audit_entry where subject_id = '${eventId}' order by at, id`,
    )
  ).map((row) => row.action);

test('what is over or cancelled is archived, and then only staff sees it', async () => {
  for (const own of [over(), { status: 'cancelled' as const }]) {
    const eventId = await stage.publish(own);
    expect((await ask(stage.server.url, 'events.get', { eventId })).outcome).toBe('OK');
    expect((await stage.byStaff('events.archive', { eventId })).data).toMatchObject({ status: 'archived' });
    expect((await stage.byStaff('events.archive', { eventId })).outcome).toBe('OK');
    expect((await ask(stage.server.url, 'events.get', { eventId })).outcome).toBe('EVENT_NOT_FOUND');
    expect(await audited(eventId)).toEqual(['event.archived']);
  }
  for (const own of [{}, { status: 'draft' as const }])
    expect((await stage.byStaff('events.archive', { eventId: await stage.publish(own) })).outcome).toBe(
      'EVENT_NOT_ARCHIVABLE',
    );
});

test('what was shown too early becomes a draft again, unless somebody has a place or waits', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const eventId = await stage.publish({ capacity: 5 });
  await stage.does(person, 'join', eventId);
  expect((await stage.byStaff('events.unpublish', { eventId })).outcome).toBe('EVENT_HAS_PARTICIPANTS');
  await stage.does(person, 'leave', eventId);
  expect((await stage.byStaff('events.unpublish', { eventId })).data).toMatchObject({ status: 'draft' });
  expect((await stage.does(person, 'join', eventId)).outcome).toBe('EVENT_NOT_FOUND');
  expect((await stage.byStaff('events.publish', { eventId })).data).toMatchObject({ status: 'published' });
  expect((await stage.byStaff('events.unpublish', { eventId: await stage.publish(over()) })).outcome).toBe(
    'EVENT_NOT_PUBLISHED',
  );
});

test('of joining and unpublishing at once, one is refused', async () => {
  const people = await stage.people(6);
  for (const person of people) {
    const eventId = await stage.publish({ capacity: 5 });
    const [joined, unpublished] = await Promise.all([
      stage.does(person, 'join', eventId),
      stage.byStaff('events.unpublish', { eventId }),
    ]);
    expect([joined.outcome === 'OK', unpublished.outcome === 'OK'].filter(Boolean)).toHaveLength(1);
  }
});

test('E14 what is over stays at its time, may be described anew, and is duplicated instead', async () => {
  const now = stage.server.clock.now();
  const eventId = await stage.publish({ startsAt: after(now, -2 * DAY_MS) });
  const { version } = (await stage.byStaff('events.get', { eventId })).data;
  const ahead = { startsAtLocal: '2031-05-01T20:00', endsAtLocal: '2031-05-01T22:00' };
  const refused = await stage.byStaff('events.update', { eventId, version, ...ahead });
  expect(refused.outcome).toBe('EVENT_TIMES_INVALID');
  expect(refused.text).toContain('Duplicate it instead.');
  const named = await stage.byStaff('events.update', { eventId, version, name: 'As it was' });
  expect(named.data).toMatchObject({ name: 'As it was', phase: 'ended' });
  const { startsAtLocal } = ahead;
  expect((await stage.byStaff('events.duplicate', { eventId, startsAtLocal })).outcome).toBe('OK');
  const draft = await stage.publish({ status: 'draft', startsAt: after(now, -2 * DAY_MS) });
  expect((await stage.update(draft, ahead)).phase).toBe('upcoming');
});

test('E14 no event is moved to where it would be over, and what goes on may end sooner or later', async () => {
  const now = stage.server.clock.now();
  const local = (ms: number) => after(now, ms).toISOString().slice(0, 16);
  const coming = await stage.publish();
  const { version } = (await stage.byStaff('events.get', { eventId: coming })).data;
  const past = { startsAtLocal: local(-3 * HOUR_MS), endsAtLocal: local(-HOUR_MS) };
  const refused = await stage.byStaff('events.update', { eventId: coming, version, ...past });
  expect(refused.outcome).toBe('EVENT_TIMES_INVALID');
  expect(refused.text).toContain('The end must lie ahead.');
  const goesOn = await stage.publish({ startsAt: after(now, -HOUR_MS) });
  for (const ms of [HOUR_MS / 2, 5 * HOUR_MS])
    expect((await stage.update(goesOn, { endsAtLocal: local(ms) })).phase).toBe('ongoing');
});

test('a duplicate is a draft with the same words and rules, at another time, without people', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const eventId = (
    await stage.byStaff('events.create', {
      name: 'Choir',
      description: 'We sing.',
      startsAtLocal: '2031-03-29T23:30',
      endsAtLocal: '2031-03-30T04:30',
      timeZone: 'Europe/Vienna',
      capacity: 12,
      waitlist: 'offer',
      registrationClosesAt: new Date('2031-03-28T22:30:00Z'),
    })
  ).data.id as string;
  await stage.byStaff('events.publish', { eventId });
  await stage.does(person, 'join', eventId);
  const copy = await stage.byStaff('events.duplicate', { eventId, startsAtLocal: '2031-04-05T23:30' });
  expect(copy.data).toMatchObject({
    status: 'draft',
    name: 'Choir',
    description: 'We sing.',
    capacity: 12,
    waitlist: 'offer',
    seatsTaken: 0,
    // The same night by the wall clock, though the one it was made from is an hour shorter.
    endsAtLocal: '2031-04-06T04:30',
    startsAt: new Date('2031-04-05T21:30:00Z'),
    registrationClosesAt: new Date('2031-04-04T21:30:00Z'),
  });
  expect(copy.data.id).not.toBe(eventId);
  expect((await stage.byStaff('events.get', { eventId })).data).toMatchObject({ seatsTaken: 1 });
  expect(
    (await stage.byStaff('events.duplicate', { eventId, startsAtLocal: '2031-02-30T10:00' })).outcome,
  ).toBe('EVENT_TIMES_INVALID');
});

test('is for staff alone, and leaves nothing behind', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const eventId = await stage.publish(over());
  const input = { eventId, startsAtLocal: '2031-02-20T10:00' };
  for (const procedure of ['events.archive', 'events.unpublish', 'events.duplicate'] as const) {
    expect((await ask(stage.server.url, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(stage.as(person), procedure, input)).outcome).toBe('NOT_ALLOWED');
    expect((await stage.byStaff(procedure, { eventId: 'x' })).outcome).toBe('BAD_INPUT');
  }
  expect(await audited(eventId)).toEqual([]);
});

test('publishing gives free seats to whom staff has put in line, and tells each once', async () => {
  const people = await stage.people(3);
  for (const waitlist of ['auto', 'offer'] as const) {
    const eventId = await stage.publish({ status: 'draft', capacity: 1, waitlist });
    const [seated, next, last] = people as [Person, Person, Person];
    const before = await Promise.all(people.map(async (person) => (await stage.mailsTo(person)).length));
    for (const [person, state] of [
      [seated, 'going'],
      [next, 'waitlisted'],
      [last, 'waitlisted'],
    ] as const)
      await stage.byStaff('participations.record', {
        eventId,
        accountId: person.accountId,
        state,
        reason: 'Agreed by phone.',
        override: true,
      });
    await stage.update(eventId, { capacity: 2 });
    expect(await stage.standing(eventId, people)).toBe('going waitlisted waitlisted');
    await stage.byStaff('events.publish', { eventId });
    const [given, news] = waitlist === 'auto' ? ['going', 'promoted'] : ['offered', 'offered'];
    expect(await stage.standing(eventId, people)).toBe(`going ${given} waitlisted`);
    const mails = await Promise.all(
      people.map(async (person, index) => (await stage.mailsTo(person)).slice(before[index])),
    );
    expect(mails).toEqual([
      ['participation-confirmed'],
      [`participation-${news}`],
      ['participation-waitlisted'],
    ]);
  }
});
