import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const PEOPLE = 6;

let server: TestServer;
let staff: Person;
let people: Person[];

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  const place = { config: server.config, databaseUrl: server.database.url };
  [staff] = (await makePeople(place, 1, 'staff')) as [Person];
  people = await makePeople(place, PEOPLE);
});
afterAll(() => server.stop());

type Own = { kind: 'join' | 'leave'; who: number };
type Step =
  | Own
  | { kind: 'capacity'; seats: number | null }
  | { kind: 'waitlist'; mode: 'off' | 'auto' }
  | { kind: 'cancel' };

const someone = fc.nat({ max: PEOPLE - 1 });
const isOwn = (one: Step): one is Own => one.kind === 'join' || one.kind === 'leave';
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('join' as const), who: someone }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('leave' as const), who: someone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('capacity' as const),
      seats: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('waitlist' as const), mode: fc.constantFrom('off', 'auto') }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
);

/** What should be so, in as few words as it can be said. */
class Model {
  capacity: number | null = 2;
  waitlist: 'off' | 'auto' = 'auto';
  isCancelled = false;
  going: number[] = [];
  waiting: number[] = [];
  transitions = new Map<number, string[]>();

  join(who: number): string {
    if (this.going.includes(who) || this.waiting.includes(who)) return 'OK';
    if (this.isCancelled) return 'REGISTRATION_CLOSED';
    if (this.hasRoom() && this.waiting.length === 0) this.#move(who, 'going');
    else if (this.waitlist === 'off') return 'EVENT_FULL';
    else this.#move(who, 'waitlisted');
    return 'OK';
  }

  leave(who: number): string {
    if (!this.transitions.has(who)) return 'NOT_PARTICIPATING';
    if (this.going.includes(who) || this.waiting.includes(who)) this.#move(who, 'left');
    this.promote();
    return 'OK';
  }

  promote(): void {
    while (!this.isCancelled && this.waiting.length > 0 && this.hasRoom())
      this.#move(this.waiting[0] as number, 'going');
  }

  hasRoom(): boolean {
    return this.capacity === null || this.going.length < this.capacity;
  }

  #move(who: number, to: string): void {
    this.going = this.going.filter((one) => one !== who);
    this.waiting = this.waiting.filter((one) => one !== who);
    if (to === 'going') this.going.push(who);
    if (to === 'waitlisted') this.waiting.push(who);
    this.transitions.set(who, [...(this.transitions.get(who) ?? []), to]);
  }
}

async function take(eventId: string, model: Model, one: Step): Promise<void> {
  const as = (person: Person) => ({ url: server.url, token: person.token });
  if (isOwn(one)) {
    const who = people[one.who] as Person;
    const answer = await ask(as(who), `participations.${one.kind}`, { eventId });
    expect(answer.outcome).toBe(model[one.kind](one.who));
    return;
  }
  if (one.kind === 'cancel') {
    const answer = await ask(as(staff), 'events.cancel', { eventId, reason: 'It rains.' });
    expect(answer.outcome).toBe(model.isCancelled ? 'EVENT_NOT_CANCELLABLE' : 'OK');
    model.isCancelled = true;
    return;
  }
  const { version } = (await ask(as(staff), 'events.get', { eventId })).data;
  const changes = one.kind === 'capacity' ? { capacity: one.seats } : { waitlist: one.mode };
  const answer = await ask(as(staff), 'events.update', { eventId, version, ...changes });
  expect(answer.outcome).toBe(model.isCancelled ? 'EVENT_NOT_EDITABLE' : 'OK');
  if (model.isCancelled) return;
  if (one.kind === 'capacity') model.capacity = one.seats;
  else model.waitlist = one.mode;
  model.promote();
}

async function expectAlike(eventId: string, model: Model): Promise<void> {
  const [event] = await server.database.query(`select seats_taken from event where id = '${eventId}'`);
  const rows = await server.database.query(
    `select p.account_id, p.state, p.waitlist_number,
       (select array_agg(coalesce(t.from_state, '') || '>' || t.to_state order by t.id) from participation_transition t where t.participation_id = p.id) as steps
     from participation p where p.event_id = '${eventId}' order by p.waitlist_number`,
  );
  const indexOf = (row: Record<string, unknown>) =>
    people.findIndex((person) => person.accountId === row.account_id);
  const inState = (state: string) => rows.filter((row) => row.state === state).map(indexOf);
  expect(event?.seats_taken).toBe(model.going.length);
  expect(inState('going').toSorted()).toEqual(model.going.toSorted());
  expect(inState('waitlisted')).toEqual(model.waiting);
  for (const row of rows) {
    const expected = model.transitions.get(indexOf(row)) ?? [];
    expect(row.steps).toEqual(expected.map((to, at) => `${expected[at - 1] ?? ''}>${to}`));
  }
  expect(rows).toHaveLength(model.transitions.size);
}

test('whatever people and staff do, seats, waitlist and history are what the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 22 }), async (history) => {
      const model = new Model();
      const eventId = await makeEvent(server.installation.database.fork(), server.clock.now(), {
        capacity: 2,
      });
      for (const one of history) {
        await take(eventId, model, one);
        await expectAlike(eventId, model);
      }
    }),
    { numRuns: 10 },
  );
}, 120_000);

test('the same at once: never more going than seats, and no seat unaccounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (history) => {
      const eventId = await makeEvent(server.installation.database.fork(), server.clock.now(), {
        capacity: 2,
      });
      const steps = history.filter(isOwn);
      const answers = await Promise.all(
        steps.map((one) => {
          const token = (people[one.who] as Person).token;
          return ask({ url: server.url, token }, `participations.${one.kind}`, { eventId });
        }),
      );
      for (const { outcome } of answers) expect(['OK', 'NOT_PARTICIPATING']).toContain(outcome);
      const [found] = await server.database.query(
        `select seats_taken,
           count(*) filter (where p.state = 'going')::int as going,
           count(*) filter (where p.state = 'waitlisted')::int as waiting,
           count(distinct p.waitlist_number) filter (where p.state = 'waitlisted')::int as numbers
         from event left join participation p on p.event_id = event.id where event.id = '${eventId}' group by event.id`,
      );
      const { seats_taken, going, waiting, numbers } = found as Record<string, number>;
      expect(seats_taken).toBe(going);
      expect(numbers).toBe(waiting);
      expect(going).toBeLessThanOrEqual(2);
      if ((waiting as number) > 0) expect(going).toBe(2);
    }),
    { numRuns: 8 },
  );
}, 120_000);
