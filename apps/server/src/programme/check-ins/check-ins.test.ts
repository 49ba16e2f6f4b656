import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';

let stage: EventStage;
let beside: SpawnedServer;
beforeAll(async () => {
  stage = await startEventStage();
  beside = await spawnBeside(stage.server, { RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(async () => {
  await beside.stop();
  await stage.stop();
});

async function withTicket(own: object = {}) {
  const eventId = await stage.publish(own);
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const { ticket, participationId } = (await ask(stage.as(person), 'participations.ticket', { eventId }))
    .data;
  return { eventId, person, ticket, participationId };
}

const scan = (eventId: string, ticket: string) =>
  stage.byStaff('participations.checkIn', { eventId, ticket });

test('whoever has a seat has a ticket, the same at every look, and is let in by it once', async () => {
  const { eventId, person, ticket, participationId } = await withTicket();
  const mine = async () => (await ask(stage.as(person), 'participations.ticket', { eventId })).data;
  expect(await mine()).toMatchObject({ ticket, checkedInAt: null });
  expect(ticket).toMatch(/^[\da-f]{64}$/);
  const first = (await scan(eventId, ticket)).data;
  expect(first).toMatchObject({ participationId, accountId: person.accountId, isFirst: true });
  // A QR reader may add a line break, and some shout.
  expect((await scan(eventId, `${ticket.toUpperCase()}\n`)).data).toEqual({ ...first, isFirst: false });
  expect((await mine()).checkedInAt).toEqual(first.checkedInAt);
  const { items } = (await stage.byStaff('participations.listForEvent', { eventId })).data;
  expect(items).toMatchObject([{ checkedInAt: first.checkedInAt, state: 'going' }]);
});

test('E13 twenty scans of one ticket at once, at two processes, are one check-in', async () => {
  const { eventId, ticket } = await withTicket();
  const doors = [stage.server.url, beside.url];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      ask({ url: doors[index % 2] as string, token: stage.staff.token }, 'participations.checkIn', {
        eventId,
        ticket,
      }),
    ),
  );
  expect(answers.filter((one) => one.data.isFirst)).toHaveLength(1);
  expect(new Set(answers.map((one) => one.data.checkedInAt?.getTime())).size).toBe(1);
});

test('E13 whoever gives the seat up and comes again has not been let in, and the same ticket lets them in once', async () => {
  const { eventId, person, ticket, participationId } = await withTicket();
  const standing = async () =>
    (await stage.byStaff('participations.listForEvent', { eventId })).data.items.map(
      ({ state, checkedInAt }) => [state, checkedInAt !== null],
    );
  await scan(eventId, ticket);
  expect(await standing()).toEqual([['going', true]]);
  await stage.does(person, 'leave', eventId);
  expect(await standing()).toEqual([['left', false]]);
  await stage.does(person, 'join', eventId);
  expect(await standing()).toEqual([['going', false]]);
  expect((await stage.byStaff('participations.countForEvent', { eventId })).data).toMatchObject({
    checkedIn: 0,
  });
  expect((await scan(eventId, ticket)).data.isFirst).toBe(true);
  expect((await scan(eventId, ticket)).data.isFirst).toBe(false);
  // Both times are in the audit log: the one that was cleared, and by whom it was made.
  const audit = await stage.server.database.query(
    `select details from audit_entry where subject_id = '${participationId}' and action = 'check-in.cleared'`,
  );
  expect(audit).toMatchObject([{ details: { eventId, checkedInBy: stage.staff.accountId } }]);
});

test('E13 a ticket whose owner was rejected, left or waits fails as what it is', async () => {
  const rejected = await withTicket();
  await stage.byStaff('participations.reject', { participationIds: [rejected.participationId] });
  expect((await scan(rejected.eventId, rejected.ticket)).outcome).toBe('TICKET_REJECTED');
  const left = await withTicket();
  await stage.does(left.person, 'leave', left.eventId);
  expect((await scan(left.eventId, left.ticket)).outcome).toBe('TICKET_GIVEN_UP');
  const removed = await withTicket();
  const { participationId } = removed;
  await stage.byStaff('participations.remove', { participationId, reason: 'A mistake.' });
  expect((await scan(removed.eventId, removed.ticket)).outcome).toBe('TICKET_UNKNOWN');

  const waiting = await withTicket({ capacity: 1 });
  await ask(stage.as(waiting.person), 'participations.leave', { eventId: waiting.eventId });
  const [other] = (await stage.people(1)) as [Person];
  await stage.does(other, 'join', waiting.eventId);
  await stage.does(waiting.person, 'join', waiting.eventId);
  expect((await scan(waiting.eventId, waiting.ticket)).outcome).toBe('TICKET_WITHOUT_SEAT');
  const mine = await ask(stage.as(waiting.person), 'participations.ticket', { eventId: waiting.eventId });
  expect(mine.outcome).toBe('TICKET_WITHOUT_SEAT');
});

test('a ticket to another event, a made-up one and a changed one are none', async () => {
  const { eventId, ticket, participationId } = await withTicket();
  const another = await stage.publish();
  expect((await scan(another, ticket)).outcome).toBe('TICKET_UNKNOWN');
  const changed = `${ticket.slice(0, -1)}${ticket.endsWith('0') ? '1' : '0'}`;
  for (const forged of [changed, participationId, newId().replaceAll('-', '') + ticket.slice(32), '', 'x'])
    expect((await scan(eventId, forged)).outcome).toBe('TICKET_UNKNOWN');
  expect((await stage.byStaff('participations.checkIn', { eventId })).outcome).toBe('BAD_INPUT');
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  expect((await scan(eventId, ticket)).outcome).toBe('CHECK_IN_CLOSED');
});

test('staff lets somebody in without a ticket, and takes it back with a note of it', async () => {
  const { eventId, person, participationId, ticket } = await withTicket();
  const byId = { eventId, participationId };
  expect((await stage.byStaff('participations.checkIn', byId)).data).toMatchObject({ isFirst: true });
  expect((await stage.byStaff('participations.undoCheckIn', byId)).data).toMatchObject({ checkedInAt: null });
  expect((await stage.byStaff('participations.undoCheckIn', byId)).data).toMatchObject({ checkedInAt: null });
  const audit = await stage.server.database.query(
    `select action, details from audit_entry where subject_id = '${participationId}'`,
  );
  expect(audit).toMatchObject([
    { action: 'check-in.undone', details: { checkedInBy: stage.staff.accountId } },
  ]);
  expect((await scan(eventId, ticket)).data.isFirst).toBe(true);
  const other = await makePerson({
    config: stage.server.config,
    databaseUrl: stage.server.database.url,
  });
  for (const who of [person, other]) {
    expect((await ask(stage.as(who), 'participations.checkIn', byId)).outcome).toBe('NOT_ALLOWED');
    expect((await ask(stage.as(who), 'participations.undoCheckIn', byId)).outcome).toBe('NOT_ALLOWED');
  }
  expect((await ask(stage.as(other), 'participations.ticket', { eventId })).outcome).toBe(
    'NOT_PARTICIPATING',
  );
});

test('whoever leaves while they are scanned is either let in before or not at all', async () => {
  for (let round = 0; round < 6; round++) {
    const { eventId, person, ticket } = await withTicket();
    const [left, scanned] = await Promise.all([stage.does(person, 'leave', eventId), scan(eventId, ticket)]);
    expect(left.outcome).toBe('OK');
    expect(['OK', 'TICKET_GIVEN_UP']).toContain(scanned.outcome);
    expect(await stage.seatsTaken(eventId)).toBe(0);
  }
});
