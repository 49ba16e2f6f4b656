import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import type { EventRow } from '../events/events.entity.ts';
import { expireDueOffers } from './expire-offers.job.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const renewed = (person: Person) => renewToken(stage.server, person);
const expire = () => {
  const { installation } = stage.server;
  return expireDueOffers(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
};

/** One goes, the others wait; the seat is then given back and so offered to the first of them. */
async function offering(waiting: number, own: Partial<EventRow> = {}) {
  const eventId = await stage.publish({ capacity: 1, waitlist: 'offer', offerHours: 2, ...own });
  const people = await stage.people(waiting + 1);
  for (const person of people) await stage.does(person, 'join', eventId);
  const [first, ...others] = people as [Person, ...Person[]];
  await stage.does(first, 'leave', eventId);
  return { eventId, others };
}

async function atTime<Result>(aheadMs: number, work: () => Promise<Result>): Promise<Result> {
  stage.server.clock.setAheadMs(aheadMs);
  try {
    return await work();
  } finally {
    stage.server.clock.setAheadMs(0);
  }
}

test('an event by approval takes requests, which hold no seat', async () => {
  const eventId = await stage.publish({ capacity: 1, joinPolicy: 'approval' });
  const people = await stage.people(2);
  for (const person of people)
    expect((await stage.does(person, 'join', eventId)).data).toMatchObject({ state: 'requested' });
  const [first] = people as [Person];
  expect((await stage.does(first, 'join', eventId)).data).toMatchObject({ state: 'requested' });
  expect(await stage.seatsTaken(eventId)).toBe(0);
  expect(await stage.mailsTo(first)).toEqual(['participation-requested']);
  expect((await stage.does(first, 'accept', eventId)).outcome).toBe('NOTHING_OFFERED');
  expect((await stage.does(first, 'leave', eventId)).data).toMatchObject({ state: 'left' });
});

test('an event by approval without seats and waitlist takes no requests', async () => {
  const eventId = await stage.publish({ capacity: 1, waitlist: 'off' });
  const [first, second] = (await stage.people(2)) as [Person, Person];
  await stage.does(first, 'join', eventId);
  await stage.update(eventId, { joinPolicy: 'approval' });
  expect((await stage.does(second, 'join', eventId)).outcome).toBe('EVENT_FULL');
});

test('whoever asked before an event was opened to all gets a seat by joining again', async () => {
  const eventId = await stage.publish({ capacity: 1, joinPolicy: 'approval' });
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  await stage.update(eventId, { joinPolicy: 'open' });
  expect((await stage.does(person, 'join', eventId)).data).toMatchObject({ state: 'going' });
  expect(await stage.seatsTaken(eventId)).toBe(1);
});

test('the uninvited are told so, and nobody comes by themselves to a closed event', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const byInvitation = await stage.publish({ joinPolicy: 'invitation' });
  const closed = await stage.publish({ joinPolicy: 'closed' });
  expect((await stage.does(person, 'join', byInvitation)).outcome).toBe('INVITATION_REQUIRED');
  expect((await stage.does(person, 'join', closed)).outcome).toBe('REGISTRATION_CLOSED');
  expect(await stage.standing(byInvitation, [person])).toBe('-');
});

test('a freed seat is offered to the head of the line and counts as taken', async () => {
  const { eventId, others } = await offering(2);
  const [head] = others as [Person];
  expect(await stage.standing(eventId, others)).toBe('offered waitlisted');
  expect(await stage.seatsTaken(eventId)).toBe(1);
  const accepted = (await stage.does(head, 'accept', eventId)).data;
  expect(accepted).toMatchObject({ state: 'going', source: 'self', offerExpiresAt: null });
  expect((await stage.does(head, 'accept', eventId)).data).toEqual(accepted);
  expect(await stage.seatsTaken(eventId)).toBe(1);
  expect(await stage.mailsTo(head)).toEqual([
    'participation-waitlisted',
    'participation-offered',
    'participation-confirmed',
  ]);
});

test('joining takes an offered seat too, and declining passes it on', async () => {
  const { eventId, others } = await offering(3);
  const [head, second, third] = others as [Person, Person, Person];
  expect((await stage.does(second, 'decline', eventId)).outcome).toBe('NOTHING_OFFERED');
  expect((await stage.does(head, 'decline', eventId)).data).toMatchObject({ state: 'declined' });
  expect((await stage.does(head, 'decline', eventId)).data).toMatchObject({ state: 'declined' });
  expect((await stage.does(second, 'join', eventId)).data).toMatchObject({ state: 'going' });
  expect((await stage.does(third, 'accept', eventId)).data).toMatchObject({ state: 'waitlisted' });
  expect(await stage.seatsTaken(eventId)).toBe(1);
});

test('E4 an offer that has run out is refused, and the seat is offered to the next', async () => {
  const { eventId, others } = await offering(2);
  const [head, second] = others as [Person, Person];
  await atTime(2 * HOUR_MS + MINUTE_MS, async () => {
    expect((await stage.does(await renewed(head), 'accept', eventId)).outcome).toBe('OFFER_EXPIRED');
    // The refusal was kept: the line has moved.
    expect(await stage.standing(eventId, others)).toBe('declined offered');
    await expire();
    expect(await stage.standing(eventId, others)).toBe('declined offered');
    expect((await stage.does(await renewed(second), 'accept', eventId)).data.state).toBe('going');
  });
  expect(await stage.mailsTo(head)).toContain('participation-offer-expired');
});

test('E4 an offer that runs out while it is accepted has one outcome, and no seat is lost or doubled', async () => {
  const scenes = await Promise.all(Array.from({ length: 6 }, () => offering(2)));
  // At the very moment, whoever is first behind the lock decides, and by then the time is up for everybody.
  await atTime(2 * HOUR_MS + MINUTE_MS, async () => {
    await Promise.all(
      scenes.flatMap(({ eventId, others }) => [
        renewed(others[0] as Person).then((person) => stage.does(person, 'accept', eventId)),
        expire(),
        renewed(others[0] as Person).then((person) => stage.does(person, 'decline', eventId)),
      ]),
    );
    for (const { eventId, others } of scenes) {
      expect(await stage.standing(eventId, others)).toBe('declined offered');
      expect(await stage.seatsTaken(eventId)).toBe(1);
    }
  });
});

test('E4 the job expires each offer at its time, and those before it stay', async () => {
  const soon = await offering(1, { offerHours: 1 });
  const later = await offering(1, { offerHours: 5 });
  await atTime(HOUR_MS + MINUTE_MS, expire);
  expect(await stage.standing(soon.eventId, soon.others)).toBe('declined');
  expect(await stage.seatsTaken(soon.eventId)).toBe(0);
  expect(await stage.standing(later.eventId, later.others)).toBe('offered');
});

test('E4 one event of three at which offers cannot be expired keeps no other back, and is told of', async () => {
  const scenes = [await offering(2), await offering(2), await offering(2)];
  const broken = scenes[1]?.eventId;
  const standings = () => Promise.all(scenes.map((one) => stage.standing(one.eventId, one.others)));
  const { query } = stage.server.database;
  await query(`create function refuse_one() returns trigger language plpgsql as $$ begin
    if new.event_id = '${broken}' then raise exception 'It is broken.'; end if; return new; end $$`);
  await query(
    'create trigger refuse_one before update on participation for each row execute function refuse_one()',
  );
  try {
    for (let times = 0; times < 2; times++) {
      const failure = await atTime(2 * HOUR_MS + MINUTE_MS, () => expire().catch((error: unknown) => error));
      expect(failure).toBeInstanceOf(AggregateError);
      expect((failure as AggregateError).errors).toMatchObject([{ message: 'It is broken.' }]);
      expect(String(failure)).toContain(`${broken}: It is broken.`);
      expect(await standings()).toEqual(['declined offered', 'offered waitlisted', 'declined offered']);
    }
  } finally {
    await query('drop trigger refuse_one on participation; drop function refuse_one');
  }
  await atTime(2 * HOUR_MS + MINUTE_MS, expire);
  expect(await standings()).toEqual(Array(3).fill('declined offered'));
});

test('E5 an offer never outlasts registration, and none is made after it', async () => {
  const closesAt = after(stage.server.clock.now(), HOUR_MS);
  const { eventId, others } = await offering(2, { offerHours: 10, registrationClosesAt: closesAt });
  const rows = await stage.server.database.query(
    `select offer_expires_at from participation where event_id = '${eventId}' and state = 'offered'`,
  );
  expect(rows).toEqual([{ offer_expires_at: closesAt }]);
  await atTime(HOUR_MS + MINUTE_MS, expire);
  expect(await stage.standing(eventId, others)).toBe('declined waitlisted');
  expect(await stage.seatsTaken(eventId)).toBe(0);
});

const offerEndsAt = async (eventId: string) =>
  (
    await stage.server.database.query(
      `select offer_expires_at from participation where event_id = '${eventId}' and state = 'offered'`,
    )
  ).map((row) => row.offer_expires_at);

test('E5 where registration is made to close earlier, an offer ends with it, and no later one is longer for it', async () => {
  const { eventId, others } = await offering(2, { offerHours: 48 });
  const now = stage.server.clock.now();
  const earlier = after(now, HOUR_MS);
  await stage.update(eventId, { registrationClosesAt: earlier });
  expect(await offerEndsAt(eventId)).toEqual([earlier]);
  // Closing later gives nobody more time than they were told last.
  await stage.update(eventId, { registrationClosesAt: after(now, 10 * HOUR_MS) });
  expect(await offerEndsAt(eventId)).toEqual([earlier]);
  await atTime(HOUR_MS + MINUTE_MS, async () => {
    const head = await renewed(others[0] as Person);
    expect((await stage.does(head, 'accept', eventId)).outcome).toBe('OFFER_EXPIRED');
  });
  expect(await stage.standing(eventId, others)).toBe('declined offered');
});

test('E5 once registration is closed an offer is no way in, and its seat is free within a minute', async () => {
  const { eventId, others } = await offering(2, { offerHours: 48 });
  const closed = after(stage.server.clock.now(), -MINUTE_MS);
  await stage.update(eventId, { registrationClosesAt: closed });
  for (const verb of ['accept', 'join'] as const)
    expect((await stage.does(others[0] as Person, verb, eventId)).outcome).toBe('REGISTRATION_CLOSED');
  expect(await stage.standing(eventId, others)).toBe('offered waitlisted');
  await expire();
  expect(await stage.standing(eventId, others)).toBe('declined waitlisted');
  expect(await stage.seatsTaken(eventId)).toBe(0);
});

test('E5 where an event is moved ahead, offers end with its start', async () => {
  const { eventId } = await offering(1, { offerHours: 70 });
  const startsAt = after(stage.server.clock.now(), 5 * HOUR_MS);
  const local = (at: Date) => at.toISOString().slice(0, 16);
  await stage.update(eventId, {
    startsAtLocal: local(startsAt),
    endsAtLocal: local(after(startsAt, HOUR_MS)),
  });
  expect(await offerEndsAt(eventId)).toEqual([new Date(`${local(startsAt)}Z`)]);
});

test('E4 capacity raised by two offers two seats, and who joins meanwhile stands behind them', async () => {
  const { eventId, others } = await offering(4);
  const [walkIn] = (await stage.people(1)) as [Person];
  await stage.update(eventId, { capacity: 3 });
  expect(await stage.standing(eventId, others)).toBe('offered offered offered waitlisted');
  expect((await stage.does(walkIn, 'join', eventId)).data).toMatchObject({
    state: 'waitlisted',
    waitlistPlace: 2,
  });
});
