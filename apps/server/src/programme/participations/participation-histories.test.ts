import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, HOUR_MS, SECOND_MS } from '../../kernel/clock.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { expireDueOffers } from './expire-offers.job.ts';
import { lockPeople } from './lock-people.ts';
import { Model, type Own, type Phase, type Steering, type Step } from './participation-model.testing.ts';
import { history, PEOPLE, personal, unsettled } from './participation-steps.testing.ts';
import { promoteReturned } from './promote-returned.ts';

let stage: EventStage;
let beside: SpawnedServer;
let people: Person[];

beforeAll(async () => {
  stage = await startEventStage();
  beside = await spawnBeside(stage.server, { RATE_LIMIT_PER_MINUTE: '0' });
  people = await stage.people(PEOPLE);
}, 120_000);
afterAll(async () => {
  await beside.stop();
  await stage.stop();
});

const OWN: readonly string[] = ['join', 'leave', 'accept', 'decline'] satisfies Own[];
const isOwn = (one: Step): one is Step & { kind: Own; who: number } => OWN.includes(one.kind);
const concernsOne = (one: Step): one is Step & { kind: Own | Steering; who: number } => 'who' in one;

/** Does one step, at whichever process, and answers how it ended. */
async function take(eventId: string, one: Step, url = stage.server.url): Promise<string> {
  const asStaff = { url, token: stage.staff.token };
  if (isOwn(one)) {
    const { token } = people[one.who] as Person;
    return (await ask({ url, token }, `participations.${one.kind}`, { eventId })).outcome;
  }
  if (concernsOne(one)) return steer(eventId, one as { kind: Steering; who: number }, asStaff);
  if (one.kind === 'offers-lapse') return letOffersLapse(eventId);
  if (one.kind === 'minute') return passMinute();
  if (one.kind === 'registration') return setRegistration(eventId, one, asStaff);
  if (one.kind === 'start' || one.kind === 'end') return passOn(eventId, one.kind);
  if (one.kind === 'cancel')
    return (await ask(asStaff, 'events.cancel', { eventId, reason: 'It rains.' })).outcome;
  if (one.kind === 'publish' || one.kind === 'unpublish')
    return (await ask(asStaff, `events.${one.kind}`, { eventId })).outcome;
  const { version } = (await ask(asStaff, 'events.get', { eventId })).data;
  const changes =
    one.kind === 'capacity'
      ? { capacity: one.seats }
      : one.kind === 'policy'
        ? { joinPolicy: one.policy }
        : { waitlist: one.mode };
  return (await ask(asStaff, 'events.update', { eventId, version, ...changes })).outcome;
}

async function steer(
  eventId: string,
  { kind, who }: { kind: Steering; who: number },
  asStaff: { url: string; token: string },
): Promise<string> {
  const person = people[who] as Person;
  const { accountId } = person;
  const reason = 'So it was decided.';
  if (kind === 'invite')
    return (await ask(asStaff, 'participations.invite', { eventId, accountIds: [accountId] })).outcome;
  if (kind === 'ask')
    return (await ask(asStaff, 'participations.recordRequest', { eventId, accountId })).outcome;
  if (kind === 'disable' || kind === 'enable') return setDisabled(person, kind === 'disable');
  if (kind === 'override' || kind === 'record') {
    const recording = { eventId, accountId, state: 'going', reason, override: kind === 'override' };
    return (await ask(asStaff, 'participations.record', recording)).outcome;
  }
  if (kind === 'queue') {
    const recording = { eventId, accountId, state: 'waitlisted', reason };
    return (await ask(asStaff, 'participations.record', recording)).outcome;
  }
  if (kind === 'blacklist')
    return (await ask(asStaff, 'blacklist.add', { eventId, accountId, reason })).outcome;
  if (kind === 'ban') return (await ask(asStaff, 'blacklist.add', { accountId, reason })).outcome;
  if (kind === 'invite-address') return inviteAddress(eventId, person);
  if (kind === 'pardon' || kind === 'unban') {
    const scope = kind === 'pardon' ? { eventId } : {};
    const { items } = (await ask(asStaff, 'blacklist.list', { ...scope, limit: 100 })).data;
    const isMeant = (one: (typeof items)[number]) =>
      one.accountId === accountId && (one.eventId === null) === (kind === 'unban');
    for (const entry of items.filter(isMeant)) await ask(asStaff, 'blacklist.remove', { entryId: entry.id });
    return 'OK';
  }
  const participationId = await stage.idOf(eventId, person);
  if (participationId === undefined) return 'OK';
  if (kind === 'remove')
    return (await ask(asStaff, 'participations.remove', { participationId, reason })).outcome;
  return (await ask(asStaff, `participations.${kind}`, { participationIds: [participationId] })).outcome;
}

/**
 * As time does it: nobody is told, and nobody moves up by it. So there can be free seats and people who wait. Or as staff
 * does, who moves the line with it.
 */
async function setRegistration(
  eventId: string,
  { phase, isByStaff }: { phase: Phase; isByStaff: boolean },
  asStaff: { url: string; token: string },
): Promise<string> {
  const now = stage.server.clock.now();
  const { version, endsAt } = (await ask(asStaff, 'events.get', { eventId })).data;
  const opensAt = phase === 'ahead' ? after(now, HOUR_MS) : null;
  const lasting = phase === 'open-to-the-end' ? endsAt : null;
  const closesAt = phase === 'over' ? after(now, -SECOND_MS) : lasting;
  if (isByStaff) {
    const changes = { registrationOpensAt: opensAt, registrationClosesAt: closesAt };
    return (await ask(asStaff, 'events.update', { eventId, version, ...changes })).outcome;
  }
  const text = (at: Date | null) => (at === null ? 'null' : `'${at.toISOString()}'`);
  await stage.server.database.query(
    `update event set registration_opens_at = ${text(opensAt)}, registration_closes_at = ${text(closesAt)}
     where id = '${eventId}'`,
  );
  return phase === 'over' ? letOffersLapse(eventId) : 'OK';
}

/** As time does it: the event goes on, or is over. */
async function passOn(eventId: string, kind: 'start' | 'end'): Promise<string> {
  const local = (hours: number) =>
    `to_char(now() at time zone 'UTC' + interval '${hours} hours', 'YYYY-MM-DD"T"HH24:MI')`;
  const ends = kind === 'end' ? -1 : 3;
  await stage.server.database.query(
    `update event set starts_at_local = ${local(-2)}, ends_at_local = ${local(ends)} where id = '${eventId}';
     update event set starts_at = (starts_at_local || 'Z')::timestamptz, ends_at = (ends_at_local || 'Z')::timestamptz
     where id = '${eventId}'`,
  );
  return letOffersLapse(eventId);
}

/** As it is left of an address that was invited before it was that of an account. */
async function inviteAddress(eventId: string, { address }: Person): Promise<string> {
  await stage.server.database.query(
    `insert into invitation (id, event_id, address, address_key, locale, created_at)
     values (gen_random_uuid(), '${eventId}', '${address}', '${address}', 'en', now()) on conflict do nothing`,
  );
  return 'OK';
}

async function letOffersLapse(eventId: string): Promise<string> {
  await stage.server.database.query(
    `update participation set offer_expires_at = now() - interval '1 second' where event_id = '${eventId}' and state = 'offered'`,
  );
  return 'OK';
}

async function passMinute(): Promise<string> {
  const { installation } = stage.server;
  await expireDueOffers(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
  return 'OK';
}

/** Everybody can come, whatever became of them in the history before. */
async function beginAnew(): Promise<void> {
  await stage.server.database.query(
    'update account set disabled_at = null; delete from blacklist_entry where event_id is null',
  );
}

/** The account alone: its sessions stay, so that it comes back as it was. And what follows from its coming back. */
async function setDisabled({ accountId }: Person, isDisabled: boolean): Promise<string> {
  const { installation } = stage.server;
  await transactional(installation.database.fork(), async (em) => {
    const ctx = installation.contextIn(em, { kind: 'system', name: 'test' });
    await lockPeople(ctx, [accountId]);
    const changed = await sqlOf(em)
      .updateTable('account')
      .set({ disabled_at: isDisabled ? instantFor(em, ctx.clock.now()) : null })
      .where('id', '=', accountId)
      .where('disabled_at', isDisabled ? 'is' : 'is not', null)
      .returning('id')
      .execute();
    if (!isDisabled && changed.length > 0) await promoteReturned(ctx, accountId);
  });
  return 'OK';
}

/** The same on the model, which answers how it should have ended where that is told apart. */
function foretell(model: Model, one: Step): string | undefined {
  if (isOwn(one)) return model.own(one.kind, one.who);
  if (concernsOne(one)) {
    model.steer(one.kind as Steering, one.who);
    return undefined;
  }
  if (one.kind === 'offers-lapse' || one.kind === 'minute') {
    if (one.kind === 'minute') model.minute();
    else model.offersLapse();
    return 'OK';
  }
  if (one.kind === 'registration') return model.setRegistration(one.phase, one.isByStaff);
  if (one.kind === 'start' || one.kind === 'end') return model.passOn(one.kind);
  if (one.kind === 'cancel' || one.kind === 'publish' || one.kind === 'unpublish')
    return model.turn(one.kind);
  if (model.status === 'cancelled') return 'EVENT_NOT_EDITABLE';
  if (one.kind === 'capacity') model.capacity = one.seats;
  else if (one.kind === 'policy') model.policy = one.policy;
  else model.waitlist = one.mode;
  model.promote();
  return 'OK';
}

async function readRecords(eventId: string) {
  const rows = await stage.server.database.query(
    `select p.account_id, p.state, p.waitlist_number, p.offer_expires_at,
       (select array_agg(coalesce(t.from_state, '') || '>' || t.to_state order by t.id) from participation_transition t where t.participation_id = p.id) as steps
     from participation p where p.event_id = '${eventId}' order by p.waitlist_number`,
  );
  return rows.map((row) => ({
    who: people.findIndex((person) => person.accountId === row.account_id),
    state: row.state as string,
    number: row.waitlist_number as number | null,
    hasOffer: row.offer_expires_at !== null,
    steps: row.steps as string[],
  }));
}

async function expectAlike(eventId: string, model: Model): Promise<void> {
  const records = await readRecords(eventId);
  expect(await stage.seatsTaken(eventId)).toBe(model.seats());
  expect(new Map(records.map((one) => [one.who, one.state]))).toEqual(model.states);
  const waiting = records.filter((one) => one.state === 'waitlisted');
  expect(waiting.map((one) => one.who)).toEqual(model.waiting);
  if (!model.isMinuteOwed) expect(model.isStuck).toBe(false);
  for (const { who, steps, state, hasOffer } of records) {
    const expected = model.transitions.get(who) ?? [];
    expect(steps).toEqual(expected.map((to, at) => `${expected[at - 1] ?? ''}>${to}`));
    expect(hasOffer).toBe(state === 'offered');
  }
}

test('E3 whatever people and staff do, seats, line and history are what the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const model = new Model();
      await beginAnew();
      const eventId = await stage.publish({ capacity: 2 });
      for (const one of steps) {
        // They are signed out, which is another feature's promise.
        if (isOwn(one) && model.disabled.has(one.who)) continue;
        const foretold = foretell(model, one);
        const outcome = await take(eventId, one);
        if (foretold !== undefined) expect(outcome).toBe(foretold);
        await expectAlike(eventId, model);
      }
      for (const one of [{ kind: 'offers-lapse' }, { kind: 'minute' }] as const) {
        foretell(model, one);
        await take(eventId, one);
      }
      await expectAlike(eventId, model);
    }),
    // A shorter history that fails as well would be looked for longer than the test may take.
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);

test('E2 the same at once, at two processes: no seat is doubled or lost, and nobody is passed over', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...personal), { minLength: 20, maxLength: 40 }),
      fc.constantFrom('auto' as const, 'offer' as const),
      async (history, waitlist) => {
        await beginAnew();
        const eventId = await stage.publish({ capacity: 2, waitlist });
        const urls = [stage.server.url, beside.url];
        await Promise.all(history.map((one, index) => take(eventId, one, urls[index % 2])));
        const records = await readRecords(eventId);
        const inState = (state: string) => records.filter((one) => one.state === state);
        const seats = inState('going').length + inState('offered').length;
        const waiting = inState('waitlisted');
        expect(await stage.seatsTaken(eventId)).toBe(seats);
        expect(seats).toBeLessThanOrEqual(2);
        if (waiting.length > 0) expect(seats).toBe(2);
        expect(new Set(waiting.map((one) => one.number)).size).toBe(waiting.length);
        for (const { steps, state } of records) {
          const [last] = steps.slice(-1);
          expect(last?.split('>')[1]).toBe(state);
          for (const [at, step] of steps.entries())
            expect(step.split('>')[0]).toBe(at === 0 ? '' : steps[at - 1]?.split('>')[1]);
        }
        await expectNobodyUnwanted(eventId, records);
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
  const [found] = await stage.server.database.query(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(found).toEqual({ deadlocks: 0 });
}, 240_000);

/** E14: whoever is on the blacklist of an event takes part in nothing of it. */
async function expectNobodyUnwanted(
  eventId: string,
  records: { who: number; state: string }[],
): Promise<void> {
  const entries = await stage.server.database.query(
    `select account_id from blacklist_entry where event_id = '${eventId}' or event_id is null`,
  );
  const unwanted = new Set(entries.map((row) => row.account_id));
  for (const { who, state } of records)
    if (unwanted.has(people[who]?.accountId)) expect(['rejected', 'left', 'declined']).toContain(state);
}

test('E4 seats are made more and fewer while people come and go at two processes: none too many, none left free', async () => {
  // Whoever takes a seat that is not there is refused by the database itself, whoever looks.
  await stage.server.database.query(`
    create function refuse_too_many() returns trigger language plpgsql as $$ begin
      if new.seats_taken > old.seats_taken and new.seats_taken > new.capacity then raise 'one seat too many'; end if;
      return new;
    end $$;
    create trigger refuse_too_many before update on event for each row execute function refuse_too_many()`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...unsettled), { minLength: 25, maxLength: 50 }),
      fc.constantFrom('auto' as const, 'offer' as const),
      async (history, waitlist) => {
        await beginAnew();
        const eventId = await stage.publish({ capacity: 2, waitlist });
        const urls = [stage.server.url, beside.url];
        const ended = await Promise.all(history.map((one, index) => take(eventId, one, urls[index % 2])));
        expect(ended).not.toContain('INTERNAL');
        await passMinute();
        const records = await readRecords(eventId);
        const seats = records.filter(({ state }) => state === 'going' || state === 'offered').length;
        const [event] = await stage.server.database.query(
          `select capacity, seats_taken, (select count(*)::int from participation
             join account on account.id = account_id
             where event_id = event.id and state = 'waitlisted' and disabled_at is null) as waiting
           from event where id = '${eventId}'`,
        );
        expect(event?.seats_taken).toBe(seats);
        if (Number(event?.waiting) > 0) expect(seats).toBeGreaterThanOrEqual(Number(event?.capacity));
        await expectNobodyUnwanted(eventId, records);
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
  await stage.server.database.query('drop trigger refuse_too_many on event; drop function refuse_too_many');
}, 240_000);
