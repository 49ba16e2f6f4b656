import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Attendee } from './read-attendees.ts';
import { writeAttendees } from './write-attendees.ts';

const MANY = 100_000;

function crowd() {
  let read = 0;
  async function* attendees(): AsyncGenerator<Attendee> {
    for (; read < MANY; read++)
      yield {
        id: '019f0000-0000-7000-8000-000000000000',
        fullName: `Person ${read}`,
        address: `person${read}@example.org`,
        organisation: null,
        state: 'going',
        source: 'self',
        isOverride: false,
        waitlistPlace: null,
        offerExpiresAt: null,
        checkedInAt: null,
        joinedAt: new Date('2027-01-01T00:00:00Z'),
        isSystem: false,
      };
  }
  return { attendees: attendees(), count: () => read };
}

test.each(['csv', 'xlsx'] as const)(
  'the %s of 100,000 is written as it is taken: whoever takes little leaves the rest unread',
  async (format) => {
    const { attendees, count } = crowd();
    const file = writeAttendees(attendees, { format, timeZone: 'Europe/Berlin' });
    const chunks = file[Symbol.asyncIterator]();
    await chunks.next();
    // As many turns as it might use to run ahead of whoever takes from it.
    for (let turn = 0; turn < 2_000; turn++) await setImmediate();
    expect(count()).toBeLessThan(MANY / 5);
    let rest = 0;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) rest += next.value.length;
    expect(count()).toBe(MANY);
    expect(rest).toBeGreaterThan(1_000_000);
  },
  60_000,
);

test('stops reading when whoever takes the file goes away', async () => {
  const { attendees, count } = crowd();
  const file = writeAttendees(attendees, { format: 'csv', timeZone: 'UTC' });
  for await (const _ of file) break;
  // What was being read already is still read.
  for (let turn = 0; turn < 200; turn++) await setImmediate();
  const left = count();
  for (let turn = 0; turn < 2_000; turn++) await setImmediate();
  expect(count()).toBe(left);
  expect(left).toBeLessThan(MANY / 5);
});
