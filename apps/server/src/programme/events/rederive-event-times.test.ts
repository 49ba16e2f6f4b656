import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';
import { rederiveEventTimes } from './rederive-event-times.job.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const A_DAY_BEFORE: ReminderRule = { kind: 'before', minutes: 1_440 };
const THE_DAY_BEFORE: ReminderRule = { kind: 'at', daysBefore: 1, time: '09:00' };

/** An evening in Berlin, some days from now. */
function evening(inDays: number) {
  const day = after(stage.server.clock.now(), inDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return {
    name: 'An evening',
    startsAtLocal: `${day}T19:00`,
    endsAtLocal: `${day}T22:00`,
    timeZone: 'Europe/Berlin',
  };
}

async function published(reminders: ReminderRule[]): Promise<string> {
  const { data } = await stage.byStaff('events.create', { ...evening(10), reminders });
  await stage.byStaff('events.publish', { eventId: data.id });
  return data.id;
}

async function guestOf(eventId: string): Promise<Person> {
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  return person;
}

const remindersOf = (eventId: string) =>
  stage.server.database.query(
    `select d.state, d.send_key, d.due_at from delivery d join participation p on p.id = d.about_id
     where p.event_id = '${eventId}' and d.kind = 'event-reminder' order by d.send_key`,
  );

/** As the event would stand there if the zone had other rules when it was written: all instants an hour off. */
async function withOldZoneData(eventId: string): Promise<void> {
  await stage.server.database.query(
    `update event set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'
     where id = '${eventId}'`,
  );
  await stage.server.database.query(
    `update delivery set due_at = due_at + interval '1 hour', next_try_at = next_try_at + interval '1 hour'
     where kind = 'event-reminder' and about_id in (select id from participation where event_id = '${eventId}')`,
  );
}

const rederiveTimes = () => {
  const { installation } = stage.server;
  return rederiveEventTimes(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'rederive-event-times' }),
  );
};

test('E10 new rules of a time zone change the instants and the reminders, and not the time on the wall', async () => {
  const eventId = await published([A_DAY_BEFORE, THE_DAY_BEFORE]);
  const other = await published([A_DAY_BEFORE]);
  const [person, bystander] = [await guestOf(eventId), await guestOf(other)];
  const [event, reminders] = [
    (await stage.byStaff('events.get', { eventId })).data,
    await remindersOf(eventId),
  ];
  const untouched = (await stage.byStaff('events.get', { eventId: other })).data;
  await withOldZoneData(eventId);
  await rederiveTimes();
  await rederiveTimes();
  const now = (await stage.byStaff('events.get', { eventId })).data;
  expect(now).toEqual({ ...event, version: event.version + 1 });
  expect(await remindersOf(eventId)).toEqual(reminders);
  expect((await stage.byStaff('events.get', { eventId: other })).data).toEqual(untouched);
  // Whoever has the instant in a calendar gets it anew, once; nobody else hears of it.
  const told = async (one: Person) => (await stage.mailsTo(one)).filter((kind) => kind === 'event-changed');
  expect(await told(person)).toHaveLength(1);
  expect(await told(bystander)).toHaveLength(0);
  const audited = await stage.server.database.query(
    `select details from audit_entry where subject_id = '${eventId}' and action = 'event.times-rederived'`,
  );
  expect(audited).toMatchObject([{ details: { startedAt: after(event.startsAt, HOUR_MS).toISOString() } }]);
});

test('E10 new rules that move a reminder and not the start move the reminder, and nobody is told', async () => {
  const eventId = await published([A_DAY_BEFORE, THE_DAY_BEFORE]);
  const person = await guestOf(eventId);
  const [event, reminders] = [
    (await stage.byStaff('events.get', { eventId })).data,
    await remindersOf(eventId),
  ];
  await stage.server.database.query(
    `update delivery set due_at = due_at + interval '1 hour', next_try_at = next_try_at + interval '1 hour'
     where send_key like 'reminder:%:at:1:0900' and recipient = '${person.address}'`,
  );
  expect(await remindersOf(eventId)).not.toEqual(reminders);
  await rederiveTimes();
  expect(await remindersOf(eventId)).toEqual(reminders);
  expect((await stage.byStaff('events.get', { eventId })).data).toEqual(event);
  expect(await stage.mailsTo(person)).not.toContain('event-changed');
});

test('an event whose times make no sense by the new rules is left as it is, and stops no other', async () => {
  const [broken, stale] = [await published([]), await published([A_DAY_BEFORE])];
  await stage.server.database.query(`update event set time_zone = 'Europe/Atlantis' where id = '${broken}'`);
  const { startsAt } = (await stage.byStaff('events.get', { eventId: stale })).data;
  await withOldZoneData(stale);
  await rederiveTimes();
  expect((await stage.byStaff('events.get', { eventId: stale })).data.startsAt).toEqual(startsAt);
});

test('E10 an event that cannot be put right holds up no other, and the failure is told', async () => {
  const [broken, whole] = [await published([]), await published([])];
  const before = (await stage.byStaff('events.get', { eventId: whole })).data.startsAt;
  for (const eventId of [broken, whole]) await withOldZoneData(eventId);
  await stage.server.database.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'not this one'; end $$;
    create trigger refuse before update on event for each row when (old.id = '${broken}') execute function refuse()`);
  try {
    await expect(rederiveTimes()).rejects.toThrow(broken);
  } finally {
    await stage.server.database.query('drop function refuse cascade');
  }
  expect((await stage.byStaff('events.get', { eventId: whole })).data.startsAt).toEqual(before);
  await rederiveTimes();
  expect((await stage.byStaff('events.get', { eventId: broken })).data.startsAt).toEqual(before);
});
