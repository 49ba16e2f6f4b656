import { expect, test } from 'vitest';
import { timeFormat } from './format-time.ts';

test('says a day as people do, whatever zone they are in', () => {
  const said = (locale: string, text: string) => timeFormat(locale, 'Pacific/Kiritimati').wallClock(text);
  expect(said('en-GB', '2027-03-14')).toBe('14 Mar 2027');
  expect(said('de', '2027-03-14')).toBe('14. März 2027');
  expect(said('ru', '2027-03-14')).toBe('14 мар. 2027 г.');
  expect(said('en-GB', '2027-03-14T19:30')).toBe('14 Mar 2027, 19:30');
});

test('leaves alone what is no day of a calendar', () => {
  for (const text of ['2027-02-30', '2027-13-01', '19:30', 'FREQ=WEEKLY', '', '20270314'])
    expect(timeFormat('en', 'UTC').wallClock(text)).toBe(text);
});
