import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { mapDates } from './map-dates.ts';
import { readRule } from './recurrence-rule.ts';
import { periodStartOf } from './rule-dates.ts';

const rule = (text: string) => readRule(text, { startsAtLocal: '2027-03-02T10:00', timeZone: 'UTC' });

/** Events named by their days in March 2027, those with people marked *, cancelled ones x; answers who goes where. */
function map(
  events: string[],
  wanted: string[],
  [before, after, movedBy = 'P0D']: [string, string, string?],
): string {
  const day = (number: string) => `2027-03-${number.padStart(2, '0')}`;
  const { moved, dropped, added } = mapDates(
    events.map((name) => {
      const id = name.replace(/[*x]/, '');
      const claim = name.endsWith('*') ? 'people' : name.endsWith('x') ? 'cancelled' : 'none yet';
      return { id, date: day(id), claim } as const;
    }),
    wanted.map(day),
    { before: rule(before), after: rule(after), movedBy: Temporal.Duration.from(movedBy) },
  );
  const short = (date: string) => String(Number(date.slice(8)));
  return [
    ...moved.map(({ id, date }) => `${id}→${short(date)}`),
    ...dropped.map((id) => `-${id}`),
    ...added.map((date) => `+${short(date)}`),
  ].join(' ');
}

test('another weekday moves each event within its week', () => {
  expect(map(['2', '9*', '16'], ['3', '10', '17'], ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=WE'])).toBe(
    '2→3 9→10 16→17',
  );
});

test('from Sunday to Monday each event goes to the next day, and not back to the Monday of its week', () => {
  const rules: [string, string] = ['FREQ=WEEKLY;BYDAY=SU', 'FREQ=WEEKLY;BYDAY=MO'];
  expect(map(['7*', '14', '21*'], ['8', '15', '22'], [...rules, 'P1D'])).toBe('7→8 14→15 21→22');
  expect(map(['8', '15*'], ['7', '14'], ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=SU', '-P1D'])).toBe(
    '8→7 15→14',
  );
});

test('a day that stays keeps its event, and every other week drops those between', () => {
  expect(map(['2', '9*', '16', '23'], ['2', '16'], ['FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2'])).toBe('-9 -23');
});

test('of two in one week for which there is one day, the one with people takes it', () => {
  expect(map(['1', '3*'], ['5'], ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=WEEKLY;BYDAY=FR'])).toBe('3→5 -1');
  expect(map(['1', '3'], ['5'], ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=WEEKLY;BYDAY=FR'])).toBe('1→5 -3');
});

test('what was called off takes a day of its week last', () => {
  expect(map(['1x', '3'], ['5'], ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=WEEKLY;BYDAY=FR'])).toBe('3→5 -1');
  expect(map(['1x', '8'], ['5', '12'], ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=FR'])).toBe('1→5 8→12');
});

test('more days make more events', () => {
  expect(map(['2', '9'], ['2', '4', '9', '11'], ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=TU,TH'])).toBe('+4 +11');
});

test('from the first Monday to the last Friday, a month keeps its event', () => {
  expect(map(['1*'], ['26'], ['FREQ=MONTHLY;BYDAY=1MO', 'FREQ=MONTHLY;BYDAY=-1FR'])).toBe('1→26');
});

test('another frequency keeps what falls on the same day, and nothing else', () => {
  expect(map(['2', '9'], ['2', '3', '4'], ['FREQ=WEEKLY', 'FREQ=DAILY'])).toBe('-9 +3 +4');
  expect(map(['2', '9*'], ['31'], ['FREQ=WEEKLY', 'FREQ=MONTHLY;BYMONTHDAY=31'])).toBe('-2 -9 +31');
});

test('whatever the rules, each date gets one event, each event one end, and nobody is moved out of a week', () => {
  const day = fc.integer({ min: 1, max: 31 }).map((number) => `2027-03-${String(number).padStart(2, '0')}`);
  const days = fc.uniqueArray(day, { maxLength: 20 }).map((some) => some.sort());
  const claim = fc.constantFrom('people' as const, 'none yet' as const, 'cancelled' as const);
  const weekly = rule('FREQ=WEEKLY');
  const movedBy = new Temporal.Duration();
  const monday = (date: string) => periodStartOf(weekly, date);
  fc.assert(
    fc.property(days, days, fc.array(claim, { minLength: 20, maxLength: 20 }), (held, wanted, claims) => {
      const events = held.map((date, index) => ({ id: date, date, claim: claims[index] ?? 'people' }));
      const { moved, dropped, added } = mapDates(events, wanted, { before: weekly, after: weekly, movedBy });
      const gone = new Set([...dropped, ...moved.map(({ id }) => id)]);
      const stays = held.filter((date) => !gone.has(date));
      expect([...stays, ...moved.map(({ date }) => date), ...added].sort()).toEqual(wanted);
      expect(gone.size).toBe(dropped.length + moved.length);
      for (const { id, date } of moved) expect(monday(date)).toBe(monday(id));
      // Nobody with people is dropped from a week in which one without them, or nobody at all, got a day.
      const claimOf = new Map(events.map((one) => [one.id, one.claim]));
      const losers = new Set(dropped.filter((id) => claimOf.get(id) === 'people').map(monday));
      expect(moved.filter(({ id }) => claimOf.get(id) !== 'people' && losers.has(monday(id)))).toEqual([]);
      expect(added.filter((date) => losers.has(monday(date)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
