import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { type Person, renewToken } from '../../testing/people.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

test('tells how an event filled up and emptied, and how its people came in', async () => {
  const eventId = await stage.publish({ capacity: 2 });
  const { clock } = stage.server;
  const people = await stage.people(4);
  const [first, second, third, removed] = people as [Person, Person, Person, Person];
  const later = async (person: Person, aheadMs: number) => {
    clock.setAheadMs(aheadMs);
    return renewToken(stage.server, person);
  };
  const byStaff = async (procedure: 'participations.checkIn' | 'participations.remove', input: object) =>
    ask(stage.as(await renewToken(stage.server, stage.staff)), procedure, input);
  try {
    await stage.does(removed, 'join', eventId);
    await byStaff('participations.remove', {
      participationId: await stage.idOf(eventId, removed),
      reason: 'A test.',
    });
    await stage.does(first, 'join', eventId);
    await stage.does(await later(second, HOUR_MS), 'join', eventId);
    await stage.does(await later(third, 2 * HOUR_MS), 'join', eventId);
    await stage.does(await later(first, DAY_MS), 'leave', eventId);
    clock.setAheadMs(DAY_MS + HOUR_MS);
    for (const person of [second, third])
      await byStaff('participations.checkIn', {
        eventId,
        participationId: await stage.idOf(eventId, person),
      });
    const caller = stage.as(await renewToken(stage.server, stage.staff));
    const { standing, checkIns } = (await ask(caller, 'participations.attendance', { eventId })).data;
    expect(
      standing.map(({ going, waitlisted, joined, left }) => ({ going, waitlisted, joined, left })),
    ).toEqual([
      { going: 1, waitlisted: 0, joined: 1, left: 0 },
      { going: 2, waitlisted: 0, joined: 1, left: 0 },
      { going: 2, waitlisted: 1, joined: 0, left: 0 },
      { going: 2, waitlisted: 0, joined: 1, left: 1 },
    ]);
    expect(standing.at(-1)?.at.getTime()).toBeLessThanOrEqual(clock.now().getTime());
    expect(checkIns.map(({ checkedIn }) => checkedIn)).toEqual([2]);
    expect((await ask(caller, 'participations.countForEvent', { eventId })).data).toMatchObject({
      going: 2,
      left: 1,
      checkedIn: 2,
      waitlisted: 0,
    });
  } finally {
    clock.setAheadMs(0);
  }
});

test('has at most 120 points, however much happened, and none for an event with nobody', async () => {
  const eventId = await stage.publish();
  expect((await stage.byStaff('participations.attendance', { eventId })).data).toEqual({
    standing: [],
    checkIns: [],
  });
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const participationId = await stage.idOf(eventId, person);
  await stage.server.database.query(`
    insert into participation_transition (id, participation_id, from_state, to_state, at)
    select gen_random_uuid(), '${participationId}', case when n % 2 = 0 then 'left' else 'going' end,
      case when n % 2 = 0 then 'going' else 'left' end, now() + n * interval '7 minutes'
    from generate_series(1, 5000) n`);
  const { standing } = (await stage.byStaff('participations.attendance', { eventId })).data;
  expect(standing.length).toBeGreaterThan(100);
  expect(standing.length).toBeLessThanOrEqual(120);
  expect(standing.at(-1)?.going).toBe(1);
});

test('is for staff', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  for (const procedure of [
    'participations.attendance',
    'participations.countForEvent',
    'participations.listDoor',
  ] as const) {
    expect((await ask(stage.as(person), procedure, { eventId })).outcome).toBe('NOT_ALLOWED');
    expect((await ask(stage.server.url, procedure, { eventId })).outcome).toBe('SIGN_IN_REQUIRED');
  }
});
