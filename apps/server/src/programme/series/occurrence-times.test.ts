import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockChangeAt, occurrenceTimes } from './occurrence-times.ts';

const at =
  (startTime: string, timeZone: string, durationMinutes = 120) =>
  (date: string) => {
    const { startsAtLocal, startsAt, endsAtLocal, endsAt } = occurrenceTimes(
      { startTime, timeZone, durationMinutes },
      date,
    );
    return [startsAtLocal, startsAt.toISOString(), endsAtLocal, endsAt.toISOString()];
  };

test.for([
  ['Europe/Berlin', '2027-03-27', '18:30', '2027-03-28', '17:30'],
  ['Europe/Berlin', '2027-10-30', '17:30', '2027-10-31', '18:30'],
  ['America/New_York', '2027-03-13', '00:30', '2027-03-14', '23:30'],
  ['America/New_York', '2027-11-06', '23:30', '2027-11-07', '00:30'],
] as const)(
  'E16 an evening in %s stays at 19:30 from %s on',
  ([zone, before, utcBefore, since, utcSince]) => {
    for (const [date, utc] of [
      [before, utcBefore],
      [since, utcSince],
    ] as const) {
      const [startsAtLocal, startsAt, endsAtLocal] = at('19:30', zone)(date);
      expect(startsAtLocal).toBe(`${date}T19:30`);
      expect(endsAtLocal).toBe(`${date}T21:30`);
      expect(startsAt).toContain(`T${utc}`);
    }
  },
);

test('E16 a time that a clock change skips is taken as much later, on that day alone', () => {
  const night = at('02:30', 'Europe/Berlin', 240);
  expect(night('2027-03-27')[1]).toBe('2027-03-27T01:30:00.000Z');
  expect(night('2027-03-28')).toEqual([
    ...['2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ...['2027-03-28T06:30', '2027-03-28T04:30:00.000Z'],
  ]);
  expect(night('2027-03-29').slice(0, 2)).toEqual(['2027-03-29T02:30', '2027-03-29T00:30:00.000Z']);
  expect(at('02:30', 'America/New_York')('2027-03-14')[1]).toBe('2027-03-14T07:30:00.000Z');
});

test('E16 a time that comes twice is taken the first time', () => {
  expect(at('02:30', 'Europe/Berlin')('2027-10-31')[1]).toBe('2027-10-31T00:30:00.000Z');
  expect(at('01:30', 'America/New_York')('2027-11-07')[1]).toBe('2027-11-07T05:30:00.000Z');
});

test('E16 where a clock change leaves nothing between start and end, an event lasts as long as always', () => {
  expect(at('02:30', 'Europe/Berlin', 30)('2027-03-28')).toEqual([
    ...['2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ...['2027-03-28T04:00', '2027-03-28T02:00:00.000Z'],
  ]);
});

test('E16 says which times a clock change skips and doubles', () => {
  expect(clockChangeAt('2027-03-28T02:30', 'Europe/Berlin')).toBe('skipped');
  expect(clockChangeAt('2027-03-28T03:00', 'Europe/Berlin')).toBe(null);
  expect(clockChangeAt('2027-10-31T02:59', 'Europe/Berlin')).toBe('doubled');
  expect(clockChangeAt('2027-10-31T03:00', 'Europe/Berlin')).toBe(null);
  expect(clockChangeAt('2027-04-04T02:15', 'Australia/Lord_Howe')).toBe(null);
  expect(clockChangeAt('2027-04-04T01:45', 'Australia/Lord_Howe')).toBe('doubled');
});

test('every date has an end after its start, in any zone, at any time, however short', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 30 * 1_440 }),
      (timeZone, when, durationMinutes) => {
        const [date, time] = when.toISOString().slice(0, 16).split('T') as [string, string];
        const times = occurrenceTimes({ startTime: time, timeZone, durationMinutes }, date);
        expect(times.startsAtLocal).toBe(`${date}T${time}`);
        expect(+times.endsAt).toBeGreaterThan(+times.startsAt);
      },
    ),
    { numRuns: 300 },
  );
});
