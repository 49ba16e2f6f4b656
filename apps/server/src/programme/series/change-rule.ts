import type { Temporal } from 'temporal-polyfill';
import type { Context } from '../../kernel/context.ts';
import type { EventRow } from '../events/events.entity.ts';
import { boundedDates } from './bounded-dates.ts';
import { dateOf, isComing, type LockedSeries } from './lock-series.ts';
import { type DatedEvent, mapDates } from './map-dates.ts';
import { occurrenceTimes } from './occurrence-times.ts';
import { isEndless, type RecurrenceRule, writeRule, wrongRule } from './recurrence-rule.ts';
import { datesOf, lastDayOf, MOST_DATES, periodStartOf } from './rule-dates.ts';
import { RULE_WITHOUT_DATES, SERIES_TOO_MANY_DATES } from './series-problems.contract.ts';
import { ruleOf } from './series-rule.ts';

type NewRule = {
  rule: RecurrenceRule;
  /** The day from whose week, month or year on it is counted. */
  from: string;
  /** How far the date is moved at which the rule is changed, and the others of its kind with it. */
  movedBy: Temporal.Duration;
  /** Dates of a series before this one that stay as they are. */
  after: string | undefined;
  withPeople: ReadonlySet<string>;
};

/**
 * Gives a series another rule from now on, and its events the dates of that. Answers which events found none, and
 * which dates no event.
 */
export function changeRule(
  ctx: Context,
  { series, events }: LockedSeries,
  { rule, from, movedBy, after, withPeople }: NewRule,
): { dropped: ReadonlySet<string>; added: string[] } {
  const now = ctx.clock.now();
  const before = ruleOf(series);
  const isAhead = (date: string) =>
    (after === undefined || date > after) && occurrenceTimes(series, date).startsAt > now;
  // Counted from the first that is still to come: whatever lies before it in its week is no date of the new rule.
  const first = datesOf({ ...rule, count: null }, periodStartOf(rule, from), lastDayOf(now)).find(isAhead);
  if (first === undefined) throw wrongRule(RULE_WITHOUT_DATES);
  const { dates, madeUntil } = boundedDates(rule, first, now);
  const excluded = new Set(series.excludedDates);
  const extra = series.extraDates.filter(isAhead);
  const wanted = [...new Set([...dates, ...extra])].filter((date) => !excluded.has(date)).sort();
  if (wanted.length > MOST_DATES)
    throw wrongRule(SERIES_TOO_MANY_DATES, { count: wanted.length, maximum: MOST_DATES });

  // What has begun keeps its day, and so does what was put off on its own, once that day is over. What was called off
  // gives its week no second chance.
  const isPutOff = (event: EventRow) => event.ownFields?.includes('times') && !isAhead(dateOf(event));
  // Put away before it began, it had been called off.
  const isCalledOff = ({ status }: EventRow) => status === 'cancelled' || status === 'archived';
  const movable = events.filter(
    (event) => (isComing(event, now) || (isCalledOff(event) && event.startsAt > now)) && !isPutOff(event),
  );
  const fixed = new Set(events.filter((event) => !movable.includes(event)).map(dateOf));
  const dated: DatedEvent[] = movable.map((event) => ({
    id: event.id,
    date: dateOf(event),
    claim: isCalledOff(event) ? 'cancelled' : withPeople.has(event.id) ? 'people' : 'none yet',
  }));
  const mapping = mapDates(
    dated,
    wanted.filter((date) => !fixed.has(date)),
    { before, after: rule, movedBy },
  );
  const moved = new Map(mapping.moved.map(({ id, date }) => [id, date]));
  for (const event of events) event.occurrenceDate = moved.get(event.id) ?? dateOf(event);
  Object.assign(series, {
    rule: writeRule(rule),
    startsOn: first,
    isEndless: isEndless(rule),
    madeUntil,
    updatedAt: now,
  });
  return { dropped: new Set(mapping.dropped), added: mapping.added };
}
