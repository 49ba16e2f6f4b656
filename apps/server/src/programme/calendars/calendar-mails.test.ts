import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transactional } from '../../kernel/database/transaction.ts';
import { ask } from '../../testing/ask.ts';
import { type CalendarStage, startCalendarStage } from '../../testing/calendars/calendar-stage.ts';
import { readCalendarBytes } from '../../testing/calendars/read-calendar-bytes.ts';
import { StrictCalendar } from '../../testing/calendars/strict-calendar.ts';
import type { Person } from '../../testing/people.ts';
import { archiveEvent } from '../events/archive-event.ts';
import { cancelEvent } from '../events/cancel-event.ts';

let stage: CalendarStage;
beforeAll(async () => {
  stage = await startCalendarStage();
});
afterAll(() => stage.stop());

const two = async () => (await stage.people(2)) as [Person, Person];
const methods = async (person: Person) => (await stage.messagesTo(person)).map(({ method }) => method);
async function shownTo(person: Person) {
  const calendar = new StrictCalendar(person.address);
  for (const message of await stage.messagesTo(person)) calendar.receive(message);
  return [...calendar.shown().values()];
}

test('E11 a seat comes as a request, by a UID of the event and attendee that no other attendee has', async () => {
  const [one, other] = await two();
  const eventId = await stage.publish({ name: 'Repair café', locationName: 'Workshop' });
  await stage.does(one, 'join', eventId);
  await stage.does(other, 'join', eventId);
  await stage.sent();
  const [[first], [second]] = [await stage.messagesTo(one), await stage.messagesTo(other)];
  expect(first).toMatchObject({ method: 'REQUEST', attendee: one.address, summary: 'Repair café' });
  expect(second).toMatchObject({ method: 'REQUEST', attendee: other.address, location: 'Workshop' });
  expect(first?.uid).not.toBe(second?.uid);
  expect(first?.organizer).toBe(second?.organizer);
  for (const { raw } of stage.rawMailsTo(one)) {
    expect(raw.toString()).not.toContain(other.address);
    for (const { content } of (await PostalMime.parse(raw, { attachmentEncoding: 'utf8' })).attachments)
      expect(content).not.toContain(other.address);
  }
});

test('E11 the mail has the calendar as its last alternative, and as a file', async () => {
  const [one] = await two();
  await stage.does(one, 'join', await stage.publish());
  await stage.sent();
  const raw = stage.rawMailsTo(one)[0]?.raw.toString('latin1') ?? '';
  const types = [...raw.matchAll(/^content-type: ([\w/-]+)/gim)].map((found) => found[1]);
  expect(types).toEqual([
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'text/html',
    'text/calendar',
    'application/ics',
  ]);
  expect(raw).toMatch(/content-disposition: attachment; filename="?event\.ics/i);
});

test('E11 leaving tells the one who left, and nobody else; coming back continues with a higher SEQUENCE', async () => {
  const [one, other] = await two();
  const eventId = await stage.publish();
  await stage.does(one, 'join', eventId);
  await stage.does(other, 'join', eventId);
  await stage.sent();
  await stage.does(one, 'leave', eventId);
  await stage.sent();
  expect(await methods(one)).toEqual(['REQUEST', 'CANCEL']);
  expect(await methods(other)).toEqual(['REQUEST']);
  expect(await shownTo(one)).toEqual([]);
  await stage.does(one, 'join', eventId);
  await stage.sent();
  const messages = await stage.messagesTo(one);
  expect(messages.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST']);
  expect(new Set(messages.map(({ uid }) => uid)).size).toBe(1);
  expect(new Set(messages.map(({ organizer }) => organizer)).size).toBe(1);
  const sequences = messages.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  expect(await shownTo(one)).toHaveLength(1);
});

test('E11 another time, name or place raises SEQUENCE; a cancelled event is taken back from all with a seat', async () => {
  const [one, other] = await two();
  const eventId = await stage.publish({ name: 'Evening', capacity: 1 });
  await stage.does(one, 'join', eventId);
  await stage.does(other, 'join', eventId);
  await stage.sent();
  for (const changes of [
    { startsAtLocal: '2031-03-14T19:00', endsAtLocal: '2031-03-14T22:00' },
    { name: 'Late evening' },
    { locationName: 'Library', locationAddress: 'Lindengasse 30' },
  ]) {
    await stage.update(eventId, changes);
    await stage.sent();
  }
  expect((await shownTo(one))[0]).toMatchObject({
    summary: 'Late evening',
    location: 'Library, Lindengasse 30',
    startsAt: new Date('2031-03-14T19:00:00Z'),
  });
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  await stage.sent();
  const messages = await stage.messagesTo(one);
  expect(messages.map(({ method }) => method)).toEqual([...Array(4).fill('REQUEST'), 'CANCEL']);
  expect(messages.map(({ sequence }) => sequence)).toEqual(
    [...new Set(messages.map(({ sequence }) => sequence))].toSorted((a, b) => a - b),
  );
  expect(await shownTo(one)).toEqual([]);
  // Whoever waited was told by words, and has nothing in their calendar to take back.
  expect(await stage.messagesTo(other)).toEqual([]);
});

test('E11 E8 an event is taken back from those with a seat though it is put away before their mail is made', async () => {
  const [one] = await two();
  const eventId = await stage.publish();
  await stage.does(one, 'join', eventId);
  await stage.sent();
  const { installation } = stage.server;
  await transactional(installation.database.fork(), async (em) => {
    const ctx = installation.contextIn(em, { kind: 'system', name: 'test' });
    await cancelEvent(ctx, { eventId, reason: 'It rains.' });
    await archiveEvent(ctx, { eventId });
  });
  await stage.sent();
  expect(await methods(one)).toEqual(['REQUEST', 'CANCEL']);
  expect(await shownTo(one)).toEqual([]);
});

test('E11 whoever waits, is asked or has an offer gets no request before they have a seat', async () => {
  const [one, other] = await two();
  const eventId = await stage.publish({ capacity: 1, waitlist: 'offer' });
  await stage.does(one, 'join', eventId);
  await stage.does(other, 'join', eventId);
  await stage.sent();
  expect(await stage.messagesTo(other)).toEqual([]);
  await stage.does(one, 'leave', eventId);
  await stage.sent();
  expect(await stage.standing(eventId, [other])).toBe('offered');
  expect(await stage.messagesTo(other)).toEqual([]);
  await stage.does(other, 'accept', eventId);
  await stage.sent();
  expect(await methods(other)).toEqual(['REQUEST']);
});

test.each(['reject', 'remove', 'blacklist'] as const)(
  'E11 whom staff throws out by %s has the seat taken out of their calendar',
  async (how) => {
    const [one] = await two();
    const eventId = await stage.publish();
    await stage.does(one, 'join', eventId);
    await stage.sent();
    const reason = 'So it was decided.';
    const participationId = await stage.idOf(eventId, one);
    if (how === 'remove') await stage.byStaff('participations.remove', { participationId, reason });
    if (how === 'reject')
      await stage.byStaff('participations.reject', { participationIds: [participationId], reason });
    if (how === 'blacklist')
      await stage.byStaff('blacklist.add', { eventId, accountId: one.accountId, reason });
    await stage.sent();
    expect(await methods(one)).toEqual(['REQUEST', 'CANCEL']);
    expect(await shownTo(one)).toEqual([]);
  },
);

test('E11 who leaves and is removed before the mail about it went out is told all the same', async () => {
  const [one] = await two();
  const eventId = await stage.publish();
  await stage.does(one, 'join', eventId);
  await stage.sent();
  const participationId = await stage.idOf(eventId, one);
  await stage.server.database.query(
    `insert into delivery (id, send_key, kind, lane, recipient, about_id, locale, payload, state, due_at, next_try_at, message_id, created_at)
     values (gen_random_uuid(), 'waiting', 'participation-left', 'bulk', 'x@example.org', '${participationId}', 'en', '{}', 'pending', now() + interval '1 day', now() + interval '1 day', '<x>', now())`,
  );
  await stage.server.database.query(
    `update participation set state = 'left', seat_changes = seat_changes + 1 where id = '${participationId}'`,
  );
  await stage.byStaff('participations.remove', { participationId, reason: 'A mistake.' });
  await stage.sent();
  expect(await methods(one)).toEqual(['REQUEST', 'CANCEL']);
});

test('E15 E11 who is recorded at a draft hears of it once, by a request, when it is published', async () => {
  const [one, other] = await two();
  const [waits] = (await stage.people(1)) as [Person];
  const eventId = await stage.publish({ status: 'draft', name: 'Still a secret', capacity: 1 });
  const record = (person: Person, state: string) =>
    stage.byStaff('participations.record', {
      eventId,
      accountId: person.accountId,
      state,
      reason: 'Agreed by phone.',
      override: true,
    });
  await record(one, 'going');
  await record(other, 'going');
  await record(other, 'left');
  await record(waits, 'waitlisted');
  for (const person of [one, other, waits]) expect(await stage.mailsTo(person)).toEqual([]);
  const told = await stage.server.database.query(
    `select kind from notification where event_id = '${eventId}'`,
  );
  expect(told).toEqual([]);

  await Promise.all([1, 2, 3].map(() => stage.byStaff('events.publish', { eventId })));
  await stage.byStaff('events.publish', { eventId });
  await stage.sent();
  expect(await stage.mailsTo(one)).toEqual(['participation-confirmed']);
  expect(await methods(one)).toEqual(['REQUEST']);
  expect(await shownTo(one)).toMatchObject([{ summary: 'Still a secret', attendee: one.address }]);
  expect(stage.rawMailsTo(other)).toEqual([]);
  expect(stage.rawMailsTo(waits)).toHaveLength(1);
  expect(await methods(waits)).toEqual([]);
});

test('E15 who is taken off a draft again hears nothing of it', async () => {
  const [one, other] = await two();
  const eventId = await stage.publish({ status: 'draft' });
  for (const { accountId } of [one, other])
    await stage.byStaff('participations.record', {
      eventId,
      accountId,
      state: 'going',
      reason: 'Agreed.',
      override: true,
    });
  const reason = 'A mistake.';
  await stage.byStaff('participations.remove', { participationId: await stage.idOf(eventId, one), reason });
  const participationIds = [await stage.idOf(eventId, other)];
  await stage.byStaff('participations.reject', { participationIds, reason });
  await stage.byStaff('events.publish', { eventId });
  for (const person of [one, other]) expect(await stage.mailsTo(person)).toEqual([]);
});

test('E11 files and feeds carry the UID and SEQUENCE of the mails, so that nothing is shown twice', async () => {
  const [one] = await two();
  const eventId = await stage.publish({ name: 'To keep' });
  const me = stage.as(one);
  const before = (await ask(me, 'events.get', { eventId })).data.calendarUrl as string;
  expect(before).toContain(`/calendar/events/${eventId}.ics`);
  await stage.does(one, 'join', eventId);
  await stage.update(eventId, { name: 'To keep still' });
  await stage.sent();
  const [shown] = await shownTo(one);
  const file = (await ask(me, 'events.get', { eventId })).data.calendarUrl as string;
  const feed = (await ask(me, 'calendarFeeds.renew')).data.url as string;
  for (const url of [file, feed]) {
    const answer = await fetch(url);
    const [event] = readCalendarBytes(Buffer.from(await answer.arrayBuffer())).components;
    const value = (name: string) => event?.properties.find((one) => one.name === name)?.value;
    expect([value('UID'), Number(value('SEQUENCE')), value('SUMMARY')]).toEqual([
      shown?.uid,
      shown?.sequence,
      'To keep still',
    ]);
  }
  await stage.does(one, 'leave', eventId);
  expect((await fetch(file)).status).toBe(404);
  expect((await fetch(file.replace(/.{5}\.ics$/, '00000.ics'))).status).toBe(404);
});

test('A24 a line break in a name or title reaches no header and no property', async () => {
  const [one] = await two();
  const evil = 'Party\r\nBcc: mallory@example.org\r\nATTENDEE:mailto:mallory@example.org';
  const eventId = await stage.publish({ name: evil.slice(0, 150), locationName: evil });
  await stage.server.database.query(
    `update account set full_name = e'Ada\\r\\nORGANIZER:mailto:mallory@example.org' where id = '${one.accountId}'`,
  );
  await stage.does(one, 'join', eventId);
  await stage.sent();
  const [message] = await stage.messagesTo(one);
  expect(message?.attendee).toBe(one.address);
  expect(stage.sink.mails.some(({ to }) => to.startsWith('mallory'))).toBe(false);
  const head = stage.rawMailsTo(one)[0]?.raw.toString().split('\r\n\r\n')[0] ?? '';
  expect(head).not.toMatch(/^bcc:/im);
});
