import type { Context } from '../../kernel/context.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { fieldProblem } from '../../kernel/field-problem.contract.ts';
import { eventTimes } from '../events/event-times.ts';
import { mayRunSeries } from '../events/events.policy.ts';
import { boundedDates } from './bounded-dates.ts';
import { clockChangeAt, occurrenceTimes, type SeriesTimes, wallMinutes } from './occurrence-times.ts';
import { isEndless, readRule, writeRule, wrongRule } from './recurrence-rule.ts';
import {
  type PreviewedDate,
  type PreviewSeriesInput,
  SERIES_RULE_INVALID,
  type SeriesPreview,
} from './series.contract.ts';
import {
  DATE_TOO_LONG,
  RULE_MISSES_START,
  RULE_WITHOUT_DATES,
  START_IS_PAST,
} from './series-problems.contract.ts';

const LONGEST_MINUTES = 30 * 24 * 60;

/** What a rule would make of an event: asks nothing of the database, and changes nothing. */
export async function previewSeries(ctx: Context, input: PreviewSeriesInput): Promise<SeriesPreview> {
  if (!mayRunSeries(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const { rule, times, dates } = planSeries(input, input.rule, ctx.clock.now());
  const previewed = dates.map((date) => previewedDate(times, date));
  return {
    rule: writeRule(rule),
    isEndless: isEndless(rule),
    made: dates.length,
    dates: previewed.slice(0, input.limit),
    clockChanges: previewed.filter(({ clockChange }) => clockChange !== null),
  };
}

/** A rule and the first event together, checked: the event must be the first date of its own series. */
export function planSeries(
  event: { startsAtLocal: string; endsAtLocal: string; timeZone: string },
  ruleText: string,
  now: Date,
) {
  const { startsAtLocal, endsAtLocal, timeZone, startsAt } = eventTimes(event);
  const times = timesOfSeries({ startsAtLocal, endsAtLocal, timeZone });
  const rule = readRule(ruleText, { startsAtLocal, timeZone });
  if (startsAt <= now) throw faultAt(SERIES_RULE_INVALID, fieldProblem('startsAtLocal', START_IS_PAST));
  const startsOn = startsAtLocal.slice(0, 10);
  const bounded = boundedDates(rule, startsOn, now);
  const [first] = bounded.dates;
  if (first === undefined) throw wrongRule(RULE_WITHOUT_DATES);
  if (first !== startsOn) throw wrongRule(RULE_MISSES_START, { date: startsOn, first });
  return { rule, times, startsOn, ...bounded };
}

export function timesOfSeries(event: {
  startsAtLocal: string;
  endsAtLocal: string;
  timeZone: string;
}): SeriesTimes {
  const durationMinutes = wallMinutes(event.startsAtLocal, event.endsAtLocal);
  if (durationMinutes > LONGEST_MINUTES || durationMinutes < 1)
    throw faultAt(SERIES_RULE_INVALID, fieldProblem('endsAtLocal', DATE_TOO_LONG));
  return { startTime: event.startsAtLocal.slice(11), durationMinutes, timeZone: event.timeZone };
}

function previewedDate(times: SeriesTimes, date: string): PreviewedDate {
  const { startsAtLocal, endsAtLocal, startsAt, endsAt, timeZone } = occurrenceTimes(times, date);
  const clockChange = clockChangeAt(startsAtLocal, timeZone) ?? clockChangeAt(endsAtLocal, timeZone);
  return { date, startsAtLocal, endsAtLocal, startsAt, endsAt, clockChange };
}
