import { expect, test } from 'vitest';
import { instantOf, wallClockOf } from './wall-clock.ts';

test('reads a wall clock in its zone', () => {
  expect(instantOf('2027-06-14T19:30', 'Europe/Berlin').toISOString()).toBe('2027-06-14T17:30:00.000Z');
  expect(instantOf('2027-06-14T19:30', 'Asia/Kathmandu').toISOString()).toBe('2027-06-14T13:45:00.000Z');
  expect(instantOf('2027-01-01T00:10', 'Pacific/Kiritimati').toISOString()).toBe('2026-12-31T10:10:00.000Z');
});

test('takes the first of two instants when the clocks are set back', () => {
  expect(instantOf('2027-10-31T02:30', 'Europe/Berlin').toISOString()).toBe('2027-10-31T00:30:00.000Z');
});

test('moves a time that the clocks skip on by the gap', () => {
  const instant = instantOf('2027-03-28T02:30', 'Europe/Berlin');
  expect(wallClockOf(instant, 'Europe/Berlin')).toBe('2027-03-28T03:30');
});

test('shows midnight as 00, not as 24', () => {
  expect(wallClockOf(new Date('2027-06-13T22:00:00Z'), 'Europe/Berlin')).toBe('2027-06-14T00:00');
});

test('comes back to the same instant from any wall clock outside a clock change', () => {
  for (const zone of ['America/St_Johns', 'Australia/Lord_Howe', 'UTC', 'America/New_York']) {
    for (let hour = 0; hour < 24 * 365; hour += 37) {
      const instant = new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000);
      const back = instantOf(wallClockOf(instant, zone), zone);
      expect(wallClockOf(back, zone)).toBe(wallClockOf(instant, zone));
    }
  }
});
