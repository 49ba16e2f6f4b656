import { isEndless, type RecurrenceRule, wrongRule } from './recurrence-rule.ts';
import { datesOf, horizonOf, lastDayOf, MOST_DATES, MOST_YEARS_AHEAD } from './rule-dates.ts';
import { SERIES_TOO_FAR_AHEAD, SERIES_TOO_MANY_DATES } from './series-problems.contract.ts';

export type BoundedDates = { dates: string[]; madeUntil: string };

/** The dates that are made of a rule now. One that has an end is made whole, or refused. */
export function boundedDates(rule: RecurrenceRule, startsOn: string, now: Date): BoundedDates {
  const lastDay = lastDayOf(now);
  if (isEndless(rule)) {
    const horizon = horizonOf(now);
    const madeUntil = startsOn > horizon ? startsOn : horizon;
    return { dates: datesOf(rule, startsOn, madeUntil), madeUntil };
  }
  const dates = datesOf(rule, startsOn, lastDay);
  const isCutOff =
    (rule.until !== null && rule.until > lastDay) || (rule.count !== null && dates.length < rule.count);
  if (isCutOff) throw wrongRule(SERIES_TOO_FAR_AHEAD, { years: MOST_YEARS_AHEAD });
  if (dates.length > MOST_DATES)
    throw wrongRule(SERIES_TOO_MANY_DATES, { count: dates.length, maximum: MOST_DATES });
  return { dates, madeUntil: dates.at(-1) ?? startsOn };
}
