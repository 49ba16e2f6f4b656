import { expect, test } from 'vitest';
import { choiceOf, dayInRule, dayOf, isSaidByFields, ruleOf, usualChoice } from './rule-choice.ts';

// The last Tuesday of its month, and its fifth.
const local = '2027-03-30T19:30';

test('knows a day by its number, its weekday, and which of those it is in its month', () => {
  expect(dayOf(local)).toEqual({ weekday: 'TU', month: 3, number: 30, nth: 5, isLast: true });
  expect(dayOf('2027-02-07T10:00')).toEqual({ weekday: 'SU', month: 2, number: 7, nth: 1, isLast: false });
});

test.for([
  [{}, 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=10'],
  [{ weekdays: ['TU', 'MO'], ends: 'never' }, 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU'],
  [{ frequency: 'DAILY', interval: '3' }, 'FREQ=DAILY;INTERVAL=3;COUNT=10'],
  [{ frequency: 'MONTHLY' }, 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=30;COUNT=10'],
  [{ frequency: 'MONTHLY', monthDay: 'last', ends: 'never' }, 'FREQ=MONTHLY;INTERVAL=1;BYDAY=-1TU'],
  [{ frequency: 'MONTHLY', monthDay: 'nth', ends: 'never' }, 'FREQ=MONTHLY;INTERVAL=1;BYDAY=5TU'],
  [
    { frequency: 'YEARLY', ends: 'until', until: '2030-01-01' },
    'FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=30;UNTIL=20300101',
  ],
] as const)('makes a rule of a choice, and finds the choice again: %j', ([own, rule]) => {
  const choice = { ...usualChoice(local), ...(own as object) };
  expect(ruleOf(choice, local)).toBe(rule);
  expect(ruleOf(choiceOf(rule, local), local)).toBe(rule);
});

test('knows which rules say more than the fields can', () => {
  const all = [
    'FREQ=DAILY;INTERVAL=2',
    'FREQ=WEEKLY;BYDAY=MO,FR',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=3',
  ];
  for (const rule of [...all, 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=30']) expect(isSaidByFields(rule)).toBe(true);
  const more = [
    'FREQ=DAILY;BYDAY=MO',
    'FREQ=WEEKLY;BYDAY=MO;WKST=SU',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYDAY=-2FR',
    'FREQ=MONTHLY;BYDAY=MO',
  ];
  for (const rule of [...more, 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1'])
    expect(isSaidByFields(rule)).toBe(false);
});

test('a rule that is changed at a moved date, or at one beside it, keeps its day of the month', () => {
  const rule = 'FREQ=MONTHLY;INTERVAL=1;BYDAY=5TU';
  const series = { startsOn: '2027-03-30', extraDates: ['2027-04-08'] };
  for (const date of ['2027-06-29', '2027-04-08']) {
    const day = dayInRule({ startsAtLocal: '2027-07-01T19:30', series: { date } }, series);
    expect(ruleOf(choiceOf(rule, day), day)).toBe(rule);
  }
});
