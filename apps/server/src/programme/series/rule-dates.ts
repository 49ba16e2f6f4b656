import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { type RecurrenceRule, WEEKDAYS } from './recurrence-rule.ts';

/** No more dates of one series lie ahead at once, and none further than so many years. */
export const MOST_DATES = 500;
export const MOST_YEARS_AHEAD = 5;

/** Of a rule without an end, so many months are made ahead; a job goes on every day. */
const HORIZON_MONTHS = 12;

/**
 * The days of a rule in their order, from its first day to `last`. They are expanded in UTC, which skips and doubles
 * nothing: what the clocks of a zone do on such a day is a matter of the time, not of the rule.
 */
export function datesOf(rule: RecurrenceRule, startsOn: string, last: string): string[] {
  const until = rule.until !== null && rule.until < last ? rule.until : last;
  if (until < startsOn) return [];
  return new RRuleTemporal({
    temporal: Temporal,
    dtstart: midnightOf(startsOn),
    until: midnightOf(until),
    freq: rule.frequency,
    interval: rule.interval,
    ...(rule.count !== null && { count: rule.count }),
    ...(rule.byMonth.length > 0 && { byMonth: rule.byMonth }),
    ...(rule.byMonthDay.length > 0 && { byMonthDay: rule.byMonthDay }),
    ...(rule.byDay.length > 0 && { byDay: rule.byDay }),
    ...(rule.bySetPosition.length > 0 && { bySetPos: rule.bySetPosition }),
    wkst: rule.weekStart ?? 'MO',
    // A rule that began decades ago is still walked from there.
    maxIterations: 100_000,
  })
    .all()
    .map((moment) => moment.toPlainDate().toString());
}

/** Up to which day the dates of an endless rule are made now. */
export function horizonOf(now: Date): string {
  return todayUtc(now).add({ months: HORIZON_MONTHS }).toString();
}

/** The last day on which a series may have a date, seen from now. */
export function lastDayOf(now: Date): string {
  return todayUtc(now).add({ years: MOST_YEARS_AHEAD }).toString();
}

export function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}

/** The first day of the period of a rule that a day lies in: from there it is counted anew. */
export function periodStartOf(rule: RecurrenceRule, date: string): string {
  const day = Temporal.PlainDate.from(date);
  switch (rule.frequency) {
    case 'DAILY':
      return date;
    case 'WEEKLY': {
      const firstDay = WEEKDAYS.indexOf(rule.weekStart ?? 'MO') + 1;
      return day.subtract({ days: (day.dayOfWeek - firstDay + 7) % 7 }).toString();
    }
    case 'MONTHLY':
      return day.with({ day: 1 }).toString();
    case 'YEARLY':
      return day.with({ month: 1, day: 1 }).toString();
  }
}

function midnightOf(date: string) {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC');
}

function todayUtc(now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').toPlainDate();
}
