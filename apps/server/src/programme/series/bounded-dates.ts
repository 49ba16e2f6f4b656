import { isEndless, type RecurrenceRule, wrong } from './recurrence-rule.ts';
import { datesOf, horizonOf, lastDayOf, MOST_DATES, MOST_YEARS_AHEAD } from './rule-dates.ts';

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
  if (isCutOff)
    throw wrong(
      `The last date lies more than ${MOST_YEARS_AHEAD} years ahead. End it sooner, or let it go on.`,
    );
  if (dates.length > MOST_DATES)
    throw wrong(
      `That makes ${dates.length} events; a series has ${MOST_DATES} at most. End it sooner, or let it go on.`,
    );
  return { dates, madeUntil: dates.at(-1) ?? startsOn };
}
