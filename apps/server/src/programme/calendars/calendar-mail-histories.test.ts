import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarMessage } from '../../testing/calendars/calendar-message.ts';
import { type CalendarStage, startCalendarStage } from '../../testing/calendars/calendar-stage.ts';
import { StrictCalendar } from '../../testing/calendars/strict-calendar.ts';
import type { Person } from '../../testing/people.ts';

const PEOPLE = 3;

let stage: CalendarStage;
beforeAll(async () => {
  stage = await startCalendarStage();
});
afterAll(() => stage.stop());

type Own = 'join' | 'leave' | 'accept' | 'decline';
type Personal = Own | 'reject' | 'remove' | 'override' | 'put-in-line';
type Step =
  | { kind: Personal; who: number }
  | { kind: 'update'; changes: Record<string, string | number> }
  | { kind: 'settle' }
  | { kind: 'cancel' };

const who = fc.nat({ max: PEOPLE - 1 });
const by = (kind: Personal): fc.Arbitrary<Step> => fc.record({ kind: fc.constant(kind), who });
const change = (changes: fc.Arbitrary<Record<string, string | number>>) =>
  fc.record({ kind: fc.constant('update' as const), changes });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: by('join') },
  { weight: 6, arbitrary: by('leave') },
  { weight: 3, arbitrary: by('accept') },
  { weight: 1, arbitrary: by('decline') },
  { weight: 1, arbitrary: by('reject') },
  { weight: 2, arbitrary: by('remove') },
  { weight: 2, arbitrary: by('override') },
  { weight: 2, arbitrary: by('put-in-line') },
  { weight: 2, arbitrary: change(fc.record({ name: fc.stringMatching(/^[a-zа-я;,"\\]{1,40}$/) })) },
  { weight: 2, arbitrary: change(fc.record({ locationName: fc.stringMatching(/^[a-z;,]{1,40}$/) })) },
  {
    weight: 2,
    arbitrary: change(
      fc
        .integer({ min: 10, max: 28 })
        .map((day) => ({ startsAtLocal: `2031-03-${day}T19:00`, endsAtLocal: `2031-03-${day}T22:00` })),
    ),
  },
  { weight: 2, arbitrary: change(fc.record({ capacity: fc.integer({ min: 1, max: 3 }) })) },
  // What was posted goes out before what comes next. Without it many mails are made later than they were posted.
  { weight: 4, arbitrary: fc.constant({ kind: 'settle' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
);

/** Does one step. What the rules refuse changes nothing, and is as good a step as another. */
async function take(eventId: string, people: readonly Person[], one: Step): Promise<void> {
  if ('who' in one) await takePersonal(eventId, people[one.who] as Person, one.kind);
  else if (one.kind === 'settle') await stage.sent();
  else if (one.kind === 'cancel') await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  else if (one.kind === 'update') await update(eventId, one.changes);
}

async function update(eventId: string, changes: object): Promise<void> {
  const { version } = (await stage.byStaff('events.get', { eventId })).data;
  await stage.byStaff('events.update', { eventId, version, ...changes });
}

async function takePersonal(eventId: string, person: Person, kind: Personal): Promise<void> {
  const reason = 'So it was decided.';
  const { accountId } = person;
  const participationId = await stage.idOf(eventId, person);
  switch (kind) {
    case 'override':
    case 'put-in-line': {
      const state = kind === 'override' ? 'going' : 'waitlisted';
      await stage.byStaff('participations.record', { eventId, accountId, state, reason, override: true });
      return;
    }
    case 'remove':
      if (participationId) await stage.byStaff('participations.remove', { participationId, reason });
      return;
    case 'reject':
      if (participationId)
        await stage.byStaff('participations.reject', { participationIds: [participationId], reason });
      return;
    default:
      await stage.does(person, kind, eventId);
  }
}

/** What the calendar of somebody must show in the end: the seat that they have, as the event is now, or nothing. */
async function truthFor(eventId: string, person: Person) {
  const rows = await stage.server.database.query(
    `select p.id as uid, e.name as summary, coalesce(e.location_name, '') as location, e.starts_at
     from participation p join event e on e.id = p.event_id
     where e.id = '${eventId}' and p.account_id = '${person.accountId}' and p.state = 'going' and e.status = 'published'`,
  );
  return rows.map(({ starts_at, ...row }) => ({ ...row, startsAt: new Date(starts_at as string) }));
}

function shown(person: Person, messages: readonly CalendarMessage[]) {
  const calendar = new StrictCalendar(person.address);
  for (const message of messages) calendar.receive(message);
  return [...calendar.shown().values()].map(({ uid, summary, location, startsAt }) => ({
    uid,
    summary,
    location,
    startsAt,
  }));
}

test('E11 whatever happens to a seat, its mails leave a strict calendar with the truth, in any order', async () => {
  let heard = 0;
  let cancelled = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 18 }),
      fc.constantFrom('auto' as const, 'offer' as const),
      fc.infiniteStream(fc.nat()),
      async (steps, waitlist, random) => {
        const people = await stage.people(PEOPLE);
        const startsAt = new Date('2031-03-09T19:00:00Z');
        const eventId = await stage.publish({ capacity: 2, waitlist, startsAt });
        for (const one of steps) await take(eventId, people, one);
        await stage.sent();
        for (const person of people) {
          const truth = await truthFor(eventId, person);
          const messages = await stage.messagesTo(person);
          heard += messages.length;
          cancelled += messages.filter(({ method }) => method === 'CANCEL').length;
          expect(shown(person, messages)).toEqual(truth);
          expect(new Set(messages.map(({ organizer }) => organizer)).size).toBeLessThan(2);
          const mixed = messages
            .map((message) => ({ message, at: random.next().value as number }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ message }) => message);
          expect(shown(person, mixed)).toEqual(truth);
          expect(shown(person, messages.toReversed())).toEqual(truth);
          expectNobodyElse(person, people);
        }
      },
    ),
    { numRuns: 40 },
  );
  // Histories in which nothing is told would prove nothing.
  expect(heard).toBeGreaterThan(50);
  expect(cancelled).toBeGreaterThan(10);
}, 300_000);

function expectNobodyElse(person: Person, people: readonly Person[]): void {
  const others = people.filter((one) => one !== person);
  for (const { raw } of stage.rawMailsTo(person))
    for (const { address } of others) expect(raw.includes(address)).toBe(false);
}
