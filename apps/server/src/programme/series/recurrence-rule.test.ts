import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readRule, WEEKDAYS, writeRule } from './recurrence-rule.ts';
import { datesOf } from './rule-dates.ts';

// A Tuesday, and the third of its month.
const start = { startsAtLocal: '2027-03-16T19:30', timeZone: 'Europe/Berlin' };
const read = (text: string) => readRule(text, start);
const dates = (text: string, last: string) => datesOf(read(text), '2027-03-16', last);

function refusal(text: string) {
  try {
    read(text);
  } catch (error) {
    return error as { kind: { code: string }; message: string; fields: { path: string; message: string }[] };
  }
  throw new Error(`${text} was accepted`);
}

test.for([
  ['INTERVAL=2', 'FREQ is one of'],
  ['FREQ=HOURLY', 'FREQ is one of DAILY'],
  ['FREQ=DAILY;BYHOUR=9', 'BYHOUR is not supported'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ stands there twice'],
  ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY has XX'],
  ['FREQ=WEEKLY;BYDAY=1MO', 'Ordinals belong into MONTHLY'],
  ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY has 0MO'],
  ['FREQ=WEEKLY;BYMONTHDAY=3', 'does not go with FREQ=WEEKLY'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY has 32'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY has 0'],
  ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH has 13'],
  ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH has -1'],
  ['FREQ=DAILY;INTERVAL=0', 'INTERVAL has 0'],
  ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL has -1'],
  ['FREQ=DAILY;COUNT=3;UNTIL=20270401', 'COUNT or UNTIL, not both'],
  ['FREQ=DAILY;UNTIL=20270231', 'UNTIL is 20270231'],
  ['FREQ=DAILY;UNTIL=tomorrow', 'UNTIL is TOMORROW'],
  ['FREQ=DAILY;BYSETPOS=1', 'BYSETPOS chooses among others'],
  ['FREQ=DAILY;WKST=XX', 'WKST is XX'],
  ['every Monday', 'is no part of a rule'],
] as const)('refuses %s, and says what is wrong', ([text, message]) => {
  const refused = refusal(text);
  expect(refused.kind.code).toBe('SERIES_RULE_INVALID');
  expect(refused.fields).toMatchObject([{ path: 'rule', message: expect.stringContaining(message) }]);
});

test.for([
  ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=TU'],
  ['RRULE:freq=weekly;interval=1;byday=fr,mo,fr', 'FREQ=WEEKLY;BYDAY=MO,FR'],
  ['FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTHDAY=16'],
  ['FREQ=MONTHLY;BYDAY=+3TU', 'FREQ=MONTHLY;BYDAY=3TU'],
  ['FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=16'],
  ['FREQ=YEARLY;BYMONTH=5', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=16'],
  ['FREQ=DAILY;COUNT=5;INTERVAL=3', 'FREQ=DAILY;INTERVAL=3;COUNT=5'],
  ['FREQ=DAILY;WKST=MO', 'FREQ=DAILY'],
  ['FREQ=DAILY;UNTIL=20270401', 'FREQ=DAILY;UNTIL=20270401'],
  // Its last date would begin half an hour later.
  ['FREQ=DAILY;UNTIL=20270401T190000', 'FREQ=DAILY;UNTIL=20270331'],
  ['FREQ=DAILY;UNTIL=20270401T193000', 'FREQ=DAILY;UNTIL=20270401'],
  // The same instant on the wall of Berlin, where summer time began.
  ['FREQ=DAILY;UNTIL=20270401T173000Z', 'FREQ=DAILY;UNTIL=20270401'],
  ['FREQ=DAILY;UNTIL=20270401T172959Z', 'FREQ=DAILY;UNTIL=20270331'],
] as const)('%s means %s, and says it', ([text, written]) => {
  expect(writeRule(read(text))).toBe(written);
  expect(writeRule(read(written))).toBe(written);
});

test.for([
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', '2027-04-15', '03-16 03-18 03-30 04-01 04-13 04-15'],
  ['FREQ=MONTHLY;BYDAY=3TU', '2027-06-30', '03-16 04-20 05-18 06-15'],
  ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', '2028-01-01', '03-26 04-30 05-28'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-09-01', '03-31 05-31 07-31 08-31'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', '2027-06-01', '03-31 04-30 05-31'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2027-06-01', '03-31 04-30 05-31'],
  ['FREQ=DAILY;BYMONTH=4;COUNT=2', '2028-01-01', '04-01 04-02'],
  ['FREQ=DAILY;INTERVAL=2;UNTIL=20270320', '2028-01-01', '03-16 03-18 03-20'],
  ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', '2032-01-01', ''],
] as const)('%s is expanded until %s', ([text, last, expected]) => {
  expect(
    dates(text, last)
      .map((date) => date.slice(5))
      .join(' '),
  ).toBe(expected);
});

test('a leap day comes back in leap years', () => {
  const leap = readRule('FREQ=YEARLY', { startsAtLocal: '2028-02-29T10:00', timeZone: 'UTC' });
  expect(datesOf(leap, '2028-02-29', '2036-12-31')).toEqual(['2028-02-29', '2032-02-29', '2036-02-29']);
});

test('weekly and daily rules have the days that counting by hand finds', () => {
  const weekdays = fc.subarray([...WEEKDAYS], { minLength: 1 });
  const interval = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(weekdays, interval, fc.integer({ min: 0, max: 400 }), (days, every, offset) => {
      const first = Temporal.PlainDate.from('2027-01-01').add({ days: offset });
      const local = { startsAtLocal: `${first}T10:00`, timeZone: 'UTC' };
      const monday = first.subtract({ days: first.dayOfWeek - 1 });
      const found: string[] = [];
      for (let day = first; day.since(first).days <= 100; day = day.add({ days: 1 })) {
        const week = Math.floor(day.since(monday).days / 7);
        if (week % every === 0 && days.includes(WEEKDAYS[day.dayOfWeek - 1] as string)) found.push(`${day}`);
      }
      const rule = readRule(`FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days.join(',')}`, local);
      expect(datesOf(rule, `${first}`, `${first.add({ days: 100 })}`)).toEqual(found);
      const daily = readRule(`FREQ=DAILY;INTERVAL=${every};COUNT=20`, local);
      expect(datesOf(daily, `${first}`, '2032-01-01')).toEqual(
        Array.from({ length: 20 }, (_, index) => `${first.add({ days: index * every })}`),
      );
    }),
    { numRuns: 100 },
  );
});
