import { type RecurrenceRule, readRule } from './recurrence-rule.ts';
import { datesOf } from './rule-dates.ts';
import type { EventSeriesRow } from './series.entity.ts';

/** The rule of a series; it was written with nothing left to imply. */
export function ruleOf(series: EventSeriesRow): RecurrenceRule {
  return readRule(series.rule, {
    startsAtLocal: `${series.startsOn}T${series.startTime}`,
    timeZone: series.timeZone,
  });
}

/** The days that its rule gives a series, up to `last`; extra and excluded ones aside. */
export function ruleDatesOf(series: EventSeriesRow, last: string): string[] {
  return datesOf(ruleOf(series), series.startsOn, last);
}

export function isOfRule(series: EventSeriesRow, date: string): boolean {
  return ruleDatesOf(series, date).at(-1) === date;
}
