import { type RecurrenceRule, readRule } from './recurrence-rule.ts';
import type { EventSeriesRow } from './series.entity.ts';

/** The rule of a series; it was written with nothing left to imply. */
export function ruleOf(series: EventSeriesRow): RecurrenceRule {
  return readRule(series.rule, {
    startsAtLocal: `${series.startsOn}T${series.startTime}`,
    timeZone: series.timeZone,
  });
}
