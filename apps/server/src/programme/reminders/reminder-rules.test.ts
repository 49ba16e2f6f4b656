import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import type { ReminderRule } from './reminders.contract.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterEach(() => stage.server.clock.setAheadMs(0));
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

type Row = { state: string; send_key: string; due_at: Date };
const rowsOf = async (eventId: string) =>
  (await stage.server.database.query(
    `select d.state, d.send_key, d.due_at from delivery d join participation p on p.id = d.about_id
     where p.event_id = '${eventId}' and d.kind = 'event-reminder' order by d.send_key`,
  )) as Row[];
const seen = (rows: Row[]) =>
  rows.map(({ state, send_key }) => `${state} ${send_key.split(':').slice(2).join(':')}`);

test('E9 whoever takes a seat is reminded once by every rule of the event', async () => {
  const eventId = await published([A_DAY_BEFORE, THE_DAY_BEFORE]);
  const person = await guestOf(eventId);
  await stage.does(person, 'leave', eventId);
  await stage.does(person, 'join', eventId);
  const rows = await rowsOf(eventId);
  expect(seen(rows)).toEqual(['pending 1440', 'pending at:1:0900']);
  expect(rows.map((row) => +row.due_at)).toEqual([...new Set(rows.map((row) => +row.due_at))]);
});

test('E7 a rule that is taken out reminds nobody, one that is added everybody, the others stay', async () => {
  const eventId = await published([A_DAY_BEFORE, THE_DAY_BEFORE]);
  await guestOf(eventId);
  await stage.update(eventId, { reminders: [THE_DAY_BEFORE, { kind: 'before', minutes: 60 }] });
  expect(seen(await rowsOf(eventId))).toEqual(['withdrawn 1440', 'pending 60', 'pending at:1:0900']);
  await stage.update(eventId, { reminders: [] });
  expect(seen(await rowsOf(eventId))).toEqual(['withdrawn 1440', 'withdrawn 60', 'withdrawn at:1:0900']);
});

test('E10 an event that moves over a clock change keeps the hour of the wall in one rule, and not in the other', async () => {
  const eventId = await published([A_DAY_BEFORE, { kind: 'at', daysBefore: 1, time: '19:00' }]);
  await guestOf(eventId);
  const endsAtLocal = '2031-03-30T22:00';
  await stage.update(eventId, { startsAtLocal: '2031-03-30T19:00', endsAtLocal });
  expect((await rowsOf(eventId)).map((row) => row.due_at.toISOString())).toEqual([
    '2031-03-29T17:00:00.000Z',
    '2031-03-29T18:00:00.000Z',
  ]);
  // The clock on the wall of another place, and the same hour there.
  await stage.update(eventId, { timeZone: 'Europe/Lisbon' });
  expect((await rowsOf(eventId)).map((row) => row.due_at.toISOString())).toEqual([
    '2031-03-29T18:00:00.000Z',
    '2031-03-29T19:00:00.000Z',
  ]);
});

test('wrong rules are refused by their field', async () => {
  const create = async (reminders: unknown) =>
    (await stage.byStaff('events.create', { ...evening(10), reminders })).fault;
  const late = await create([A_DAY_BEFORE, { kind: 'at', daysBefore: 0, time: '19:30' }]);
  expect(late).toMatchObject({
    code: 'EVENT_TIMES_INVALID',
    fields: [{ path: 'reminders.1.time', message: 'A reminder at 19:30 must come before the start.' }],
  });
  for (const [reminders, path] of [
    [[A_DAY_BEFORE, THE_DAY_BEFORE, A_DAY_BEFORE], 'reminders.2'],
    [[{ kind: 'before', minutes: 4 }], 'reminders.0.minutes'],
    [[{ kind: 'at', daysBefore: 31, time: '09:00' }], 'reminders.0.daysBefore'],
    [[{ kind: 'at', daysBefore: 1, time: '24:00' }], 'reminders.0.time'],
    [[{ kind: 'after', minutes: 60 }], 'reminders.0.kind'],
    [[60, 120, 180, 240, 300, 360].map((minutes) => ({ kind: 'before', minutes })), 'reminders'],
  ] as const)
    expect(await create(reminders)).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
  const eventId = await published([{ kind: 'at', daysBefore: 0, time: '12:00' }]);
  const { startsAtLocal } = evening(10);
  const { data } = await stage.byStaff('events.get', { eventId });
  const change = { eventId, version: data.version, startsAtLocal: startsAtLocal.replace('19:00', '11:00') };
  expect((await stage.byStaff('events.update', change)).outcome).toBe('EVENT_TIMES_INVALID');
});

test('an event like another reminds by its rules, except what an earlier hour would leave behind', async () => {
  const onTheDay: ReminderRule = { kind: 'at', daysBefore: 0, time: '12:00' };
  const eventId = await published([onTheDay, A_DAY_BEFORE]);
  const at = async (hour: string) =>
    (
      await stage.byStaff('events.duplicate', {
        eventId,
        startsAtLocal: evening(20).startsAtLocal.replace('19:00', hour),
      })
    ).data.reminders;
  expect(await at('19:00')).toEqual([onTheDay, A_DAY_BEFORE]);
  expect(await at('11:00')).toEqual([A_DAY_BEFORE]);
});

test('E8 somebody who is kept out after the reminder was posted gets none', async () => {
  const eventId = await published([A_DAY_BEFORE]);
  const [kept, out] = [await guestOf(eventId), await guestOf(eventId)];
  await stage.byStaff('blacklist.add', { accountId: out.accountId, reason: 'Took things.' });
  // As if it had been posted again in between: it is asked when it is sent, too.
  await stage.server.database.query(
    `update delivery set state = 'pending', payload = jsonb_build_object('participationId', about_id)
     where kind = 'event-reminder' and recipient = '${out.address}'`,
  );
  const [row] = await rowsOf(eventId);
  stage.server.clock.setAheadMs(Number(row?.due_at) - Date.now() + MINUTE_MS);
  const settled = async () =>
    (await rowsOf(eventId)).every(({ state }) => state !== 'pending' && state !== 'claimed');
  await until(settled, 'both reminders are settled', 30_000);
  expect((await rowsOf(eventId)).map(({ state }) => state).toSorted()).toEqual(['sent', 'withdrawn']);
  const soon = (mails: { subject: string }[]) => mails.filter(({ subject }) => subject.startsWith('Soon'));
  expect(soon(await stage.server.mailsTo(kept.address))).toHaveLength(1);
  expect(soon(await stage.server.mailsTo(out.address))).toHaveLength(0);
});
