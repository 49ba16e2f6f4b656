import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let staff: { url: string; token: string };
let member: { url: string; token: string };

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  const place = { config: server.config, databaseUrl: server.database.url };
  staff = { url: server.url, token: (await makePerson(place, 'staff')).token };
  member = { url: server.url, token: (await makePerson(place)).token };
});
afterAll(() => server.stop());

const local = (inMs: number) => after(server.clock.now(), inMs).toISOString().slice(0, 16);
const evening = () => ({
  name: 'An evening',
  startsAtLocal: local(2 * DAY_MS),
  endsAtLocal: local(2 * DAY_MS + 2 * HOUR_MS),
  timeZone: 'UTC',
});

test('an event is drafted, published, changed and cancelled, and each step is audited', async () => {
  const created = (await ask(staff, 'events.create', { ...evening(), capacity: 10 })).data;
  expect(created).toMatchObject({
    status: 'draft',
    phase: 'upcoming',
    version: 1,
    seatsLeft: 10,
    waitlist: 'auto',
  });
  const eventId = created.id;
  const published = (await ask(staff, 'events.publish', { eventId })).data;
  expect(published.status).toBe('published');
  expect((await ask(staff, 'events.publish', { eventId })).data).toEqual(published);

  const change = { eventId, version: published.version, name: 'A night' };
  const changed = (await ask(staff, 'events.update', change)).data;
  expect(changed).toMatchObject({ name: 'A night', capacity: 10, startsAtLocal: created.startsAtLocal });
  expect((await ask(staff, 'events.update', change)).outcome).toBe('EVENT_CHANGED');

  const cancelled = (await ask(staff, 'events.cancel', { eventId, reason: 'It rains.' })).data;
  expect(cancelled).toMatchObject({ status: 'cancelled', cancellationReason: 'It rains.' });
  expect((await ask(server.url, 'events.get', { eventId })).data.cancellationReason).toBe('It rains.');
  expect((await ask(staff, 'events.cancel', { eventId, reason: 'Again.' })).outcome).toBe(
    'EVENT_NOT_CANCELLABLE',
  );
  expect((await ask(staff, 'events.publish', { eventId })).outcome).toBe('EVENT_NOT_PUBLISHABLE');
  const late = { eventId, version: cancelled.version, name: 'Too late' };
  expect((await ask(staff, 'events.update', late)).outcome).toBe('EVENT_NOT_EDITABLE');
  expect((await ask(member, 'participations.join', { eventId })).outcome).toBe('REGISTRATION_CLOSED');

  const entries = await server.database.query(
    `select action from audit_entry where subject_id = '${eventId}' order by id`,
  );
  expect(entries.map((entry) => entry.action)).toEqual([
    'event.created',
    'event.published',
    'event.updated',
    'event.cancelled',
  ]);
});

test('two changes of the same version at once: one is made, the other is told', async () => {
  const { id: eventId, version } = (await ask(staff, 'events.create', evening())).data;
  const answers = await Promise.all(
    ['One', 'Another'].map((name) => ask(staff, 'events.update', { eventId, version, name })),
  );
  expect(answers.map((one) => one.outcome).toSorted()).toEqual(['EVENT_CHANGED', 'OK']);
});

test('a draft answers visitors and members as what does not exist', async () => {
  const { id: eventId } = (await ask(staff, 'events.create', evening())).data;
  const nothing = '019f0000-0000-7000-8000-000000000000';
  for (const caller of [server.url, member]) {
    const [draft, none] = [
      await ask(caller, 'events.get', { eventId }),
      await ask(caller, 'events.get', { eventId: nothing }),
    ];
    expect([draft.status, draft.outcome]).toEqual([404, 'EVENT_NOT_FOUND']);
    const alike = (text: string) => text.replaceAll(/"requestId":"[^"]*"/g, '');
    expect(alike(draft.text)).toBe(alike(none.text));
  }
  for (const verb of ['participations.join', 'participations.leave'] as const)
    expect((await ask(member, verb, { eventId })).outcome).toBe('EVENT_NOT_FOUND');
  expect((await ask(server.url, 'events.list', { status: 'draft' })).outcome).toBe('NOT_ALLOWED');
  expect((await ask(staff, 'events.list', { status: 'draft' })).data.items.map((one) => one.id)).toContain(
    eventId,
  );
});

test('what staff does, nobody else does', async () => {
  const { id: eventId, version } = (await ask(staff, 'events.create', evening())).data;
  const calls = [
    ['events.create', evening()],
    ['events.update', { eventId, version, name: 'Mine' }],
    ['events.publish', { eventId }],
    ['events.cancel', { eventId, reason: 'Because.' }],
    ['participations.listForEvent', { eventId }],
  ] as const;
  for (const [procedure, input] of calls) {
    expect((await ask(server.url, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(member, procedure, input)).outcome).toBe('NOT_ALLOWED');
  }
  expect((await ask(staff, 'events.get', { eventId })).data).toMatchObject({ status: 'draft', version });
});

test('wrong times are refused by their field', async () => {
  const refused = await ask(staff, 'events.create', { ...evening(), timeZone: 'Europe/Atlantis' });
  expect(refused.fault).toMatchObject({ code: 'EVENT_TIMES_INVALID', fields: [{ path: 'timeZone' }] });
  const { startsAtLocal } = evening();
  const backwards = await ask(staff, 'events.create', { ...evening(), endsAtLocal: startsAtLocal });
  expect(backwards.fault).toMatchObject({ code: 'EVENT_TIMES_INVALID', fields: [{ path: 'endsAtLocal' }] });
});

test('E7 E8 E9 reminders follow the event: moved with it, withdrawn with the person and with the event', async () => {
  const now = server.clock.now();
  const own = { startsAt: after(now, 3 * DAY_MS), reminders: [{ kind: 'before' as const, minutes: 1_440 }] };
  const eventId = await makeEvent(server.installation.database.fork(), now, own);
  const participation = (await ask(member, 'participations.join', { eventId })).data;
  const reminders = () =>
    server.database.query(
      `select state, due_at from delivery where kind = 'event-reminder' and about_id = '${participation.id}'`,
    );
  const dueAt = after(own.startsAt, -DAY_MS);
  expect(await reminders()).toEqual([{ state: 'pending', due_at: dueAt }]);

  await ask(member, 'participations.leave', { eventId });
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
  await ask(member, 'participations.join', { eventId });
  expect(await reminders()).toEqual([{ state: 'pending', due_at: dueAt }]);

  const move = async (days: number) => {
    const { version } = (await ask(staff, 'events.get', { eventId })).data;
    const times = { startsAtLocal: local(days * DAY_MS), endsAtLocal: local(days * DAY_MS + HOUR_MS) };
    return (await ask(staff, 'events.update', { eventId, version, ...times })).data;
  };
  const moved = await move(5);
  expect(await reminders()).toEqual([{ state: 'pending', due_at: after(moved.startsAt, -DAY_MS) }]);
  // To a start whose reminder would have been due already: there is none.
  await move(0.5);
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
  await move(4);
  await ask(staff, 'events.cancel', { eventId, reason: 'It rains.' });
  expect(await reminders()).toMatchObject([{ state: 'withdrawn' }]);
});

test('E7 who joins when the reminder is past due gets none', async () => {
  const now = server.clock.now();
  const own = { startsAt: after(now, HOUR_MS), reminders: [{ kind: 'before' as const, minutes: 1_440 }] };
  const eventId = await makeEvent(server.installation.database.fork(), now, own);
  const participation = (await ask(member, 'participations.join', { eventId })).data;
  const rows = await server.database.query(
    `select 1 from delivery where kind = 'event-reminder' and about_id = '${participation.id}'`,
  );
  expect(rows).toEqual([]);
});
