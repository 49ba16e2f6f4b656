import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { eventTimes } from './event-times.ts';

const berlin = (startsAtLocal: string, endsAtLocal: string) =>
  eventTimes({ startsAtLocal, endsAtLocal, timeZone: 'Europe/Berlin' });

function refusal(run: () => unknown) {
  try {
    run();
  } catch (error) {
    return error as { kind: { code: string }; fields: { path: string }[] };
  }
  throw new Error('it was accepted');
}

test.for([
  ['an end before the start', '2027-05-01T20:00', '2027-05-01T19:00', 'Europe/Berlin', 'endsAtLocal'],
  ['an end at the start', '2027-05-01T20:00', '2027-05-01T20:00', 'Europe/Berlin', 'endsAtLocal'],
  ['more than 31 days', '2027-05-01T20:00', '2027-06-01T20:01', 'Europe/Berlin', 'endsAtLocal'],
  ['an unknown zone', '2027-05-01T20:00', '2027-05-01T21:00', 'Europe/Atlantis', 'timeZone'],
  ['no zone', '2027-05-01T20:00', '2027-05-01T21:00', '', 'timeZone'],
  ['a fixed offset in place of a zone', '2027-05-01T20:00', '2027-05-01T21:00', '+02:00', 'timeZone'],
  ['a year before all lists', '0000-05-01T20:00', '0000-05-01T21:00', 'Europe/Berlin', 'startsAtLocal'],
  ['a year after all lists', '9999-05-01T20:00', '9999-05-01T21:00', 'Europe/Berlin', 'startsAtLocal'],
  ['a day that is not', '2027-02-29T20:00', '2027-03-01T21:00', 'Europe/Berlin', 'startsAtLocal'],
  ['an end on a day that is not', '2027-04-30T20:00', '2027-04-31T21:00', 'Europe/Berlin', 'endsAtLocal'],
])('refuses %s', ([, startsAtLocal, endsAtLocal, timeZone, field]) => {
  const refused = refusal(() =>
    eventTimes({ startsAtLocal, endsAtLocal, timeZone } as Parameters<typeof eventTimes>[0]),
  );
  expect(refused.kind.code).toBe('EVENT_TIMES_INVALID');
  expect(refused.fields.map((one) => one.path)).toEqual([field]);
});

test('keeps the zone as IANA spells it', () => {
  const times = { startsAtLocal: '2027-05-01T20:00', endsAtLocal: '2027-05-01T21:00' };
  expect(eventTimes({ ...times, timeZone: 'europe/BERLIN' }).timeZone).toBe('Europe/Berlin');
});

test('takes 31 days, also over a clock change by elapsed time', () => {
  expect(berlin('2027-05-01T20:00', '2027-06-01T20:00').endsAt.toISOString()).toBe(
    '2027-06-01T18:00:00.000Z',
  );
  // In autumn the same wall-clock span is an hour longer.
  expect(refusal(() => berlin('2027-10-15T20:00', '2027-11-15T20:00')).kind.code).toBe('EVENT_TIMES_INVALID');
});

test('E10 takes a time that the clock change skips as much later', () => {
  const { startsAt, startsAtLocal } = berlin('2027-03-28T02:30', '2027-03-28T06:00');
  expect(startsAt.toISOString()).toBe('2027-03-28T01:30:00.000Z');
  expect(startsAtLocal).toBe('2027-03-28T02:30');
});

test('E10 takes a time that comes twice the first time', () => {
  expect(berlin('2027-10-31T02:30', '2027-10-31T06:00').startsAt.toISOString()).toBe(
    '2027-10-31T00:30:00.000Z',
  );
});

test('E10 refuses an end that a clock change puts at or before its start', () => {
  // 02:30 does not exist and means 03:30, after 03:00.
  expect(refusal(() => berlin('2027-03-28T02:30', '2027-03-28T03:00')).fields).toMatchObject([
    { path: 'endsAtLocal' },
  ]);
});

test('the instants say the wall-clock time that was given, wherever it exists', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ];
  const minute = fc.date({ min: new Date('2024-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      minute,
      fc.integer({ min: 181, max: 40_000 }),
      (timeZone, at, span) => {
        const startsAtLocal = at.toISOString().slice(0, 16);
        const endsAtLocal = new Date(at.getTime() + span * 60_000).toISOString().slice(0, 16);
        const times = eventTimes({ startsAtLocal, endsAtLocal, timeZone });
        const said = Temporal.Instant.fromEpochMilliseconds(times.startsAt.getTime())
          .toZonedDateTimeISO(timeZone)
          .toPlainDateTime();
        const gap = Temporal.PlainDateTime.from(startsAtLocal).until(said).total('minutes');
        expect(gap === 0 || gap === 60 || gap === 30).toBe(true);
        expect(times.endsAt.getTime()).toBeGreaterThan(times.startsAt.getTime());
      },
    ),
    { numRuns: 300 },
  );
});
