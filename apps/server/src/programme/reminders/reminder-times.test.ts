import { expect, test } from 'vitest';
import { eventTimes } from '../events/event-times.ts';
import { reminderTimes } from './reminder-times.ts';
import type { ReminderRule } from './reminders.contract.ts';

/** When the rules remind of an evening in Berlin, which begins at this time of the wall. */
function dueAt(startsAtLocal: string, ...reminders: ReminderRule[]): string[] {
  const endsAtLocal = `${startsAtLocal.slice(0, 10)}T23:30`;
  const times = eventTimes({ startsAtLocal, endsAtLocal, timeZone: 'Europe/Berlin' });
  return reminderTimes({ ...times, reminders }).map((one) => one.dueAt.toISOString());
}

const HOURS_24: ReminderRule = { kind: 'before', minutes: 1_440 };
const at = (daysBefore: number, time: string): ReminderRule => ({ kind: 'at', daysBefore, time });

test.for<[string, string, string, string]>([
  ['on usual days', '2027-03-20T19:00', '2027-03-19T18:00:00.000Z', '2027-03-19T18:00:00.000Z'],
  ['over the change in spring', '2027-03-28T19:00', '2027-03-27T17:00:00.000Z', '2027-03-27T18:00:00.000Z'],
  ['over the change in autumn', '2027-10-31T19:00', '2027-10-30T18:00:00.000Z', '2027-10-30T17:00:00.000Z'],
])('E10 24 hours before, and the day before at the same hour, %s', ([, start, elapsed, onTheWall]) => {
  expect(dueAt(start, HOURS_24, at(1, '19:00'))).toEqual([elapsed, onTheWall]);
});

test('E10 a time that the clock change skips is as much later, one that comes twice is the first', () => {
  expect(dueAt('2027-03-28T19:00', at(0, '02:30'))).toEqual(['2027-03-28T01:30:00.000Z']);
  expect(dueAt('2027-10-31T19:00', at(0, '02:30'))).toEqual(['2027-10-31T00:30:00.000Z']);
  // The start is skipped itself, and means 03:30.
  expect(dueAt('2027-03-28T02:30', at(0, '03:15'))).toEqual(['2027-03-28T01:15:00.000Z']);
});

test('E10 days are counted by the calendar of the place', () => {
  expect(dueAt('2027-03-01T00:15', at(1, '09:00'), at(30, '23:59'))).toEqual([
    '2027-02-28T08:00:00.000Z',
    '2027-01-30T22:59:00.000Z',
  ]);
});

test('nobody is reminded at the start or after it', () => {
  expect(dueAt('2027-03-20T19:00', at(0, '19:00'), at(0, '20:00'), at(0, '18:59'))).toEqual([
    '2027-03-20T17:59:00.000Z',
  ]);
});
