import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

async function withTicket(own: object = {}) {
  const eventId = await stage.publish(own);
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const { ticket, participationId } = (await ask(stage.as(person), 'participations.ticket', { eventId }))
    .data;
  return { eventId, person, ticket, participationId };
}

const ago = (ms: number) => after(stage.server.clock.now(), -ms);
const scan = (eventId: string, ticket: string, scannedAt?: Date) =>
  stage.byStaff('participations.checkIn', { eventId, ticket, ...(scannedAt && { scannedAt }) });

test('E13 a scan that comes late keeps its own time, and is one check-in with the one that came before it', async () => {
  const { eventId, ticket } = await withTicket();
  const at = ago(20 * MINUTE_MS);
  expect((await scan(eventId, ticket, at)).data).toMatchObject({ isFirst: true, checkedInAt: at });
  expect((await scan(eventId, ticket, ago(HOUR_MS))).data).toMatchObject({ isFirst: false, checkedInAt: at });
  expect((await scan(eventId, ticket)).data).toMatchObject({ isFirst: false, checkedInAt: at });
});

test('E13 a late scan sent again with the same key is answered the same, and is no second scan', async () => {
  const { eventId, ticket } = await withTicket();
  const input = { eventId, ticket, scannedAt: ago(MINUTE_MS) };
  const caller = { ...stage.as(stage.staff), headers: { 'idempotency-key': 'scan-1234567890' } };
  const first = (await ask(caller, 'participations.checkIn', input)).data;
  expect(first.isFirst).toBe(true);
  expect((await ask(caller, 'participations.checkIn', input)).data).toEqual(first);
});

test('a time of scan that cannot be is refused, and a clock that is a little ahead is set right', async () => {
  const { eventId, ticket } = await withTicket();
  for (const impossible of [ago(2 * DAY_MS + MINUTE_MS), ago(-6 * MINUTE_MS)])
    expect((await scan(eventId, ticket, impossible)).outcome).toBe('SCAN_TIME_INVALID');
  const { checkedInAt } = (await scan(eventId, ticket, ago(-2 * MINUTE_MS))).data;
  expect(checkedInAt?.getTime()).toBeLessThanOrEqual(stage.server.clock.now().getTime());
});

test('a late scan does not bring back what was taken back after it, and a new one lets in', async () => {
  const { eventId, ticket, participationId } = await withTicket();
  const before = ago(MINUTE_MS);
  await scan(eventId, ticket);
  await stage.byStaff('participations.undoCheckIn', { eventId, participationId });
  expect((await scan(eventId, ticket, before)).outcome).toBe('CHECK_IN_UNDONE');
  expect((await scan(eventId, ticket)).data.isFirst).toBe(true);
});

test('the list for the door knows every ticket by a hash, says how each stands, and pages', async () => {
  const { eventId, ticket, participationId } = await withTicket({ capacity: 1 });
  const [waiting] = (await stage.people(1)) as [Person];
  await stage.does(waiting, 'join', eventId);
  await scan(eventId, ticket);
  const list = (await stage.byStaff('participations.listDoor', { eventId })).data;
  expect(list.items).toMatchObject([
    { participationId, state: 'going', ticketHash: sha256(ticket).slice(0, 32) },
    { state: 'waitlisted', checkedInAt: null },
  ]);
  expect(list.items[0]?.checkedInAt).not.toBeNull();
  expect(JSON.stringify(list)).not.toContain(ticket);
  expect(list.nextCursor).toBeNull();
  expect(Math.abs(list.now.getTime() - stage.server.clock.now().getTime())).toBeLessThan(MINUTE_MS);
  const page = (await stage.byStaff('participations.listDoor', { eventId, limit: 1 })).data;
  const rest = { eventId, cursor: page.nextCursor };
  expect((await stage.byStaff('participations.listDoor', rest)).data.items).toEqual(list.items.slice(1));
});
