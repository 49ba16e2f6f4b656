import type { Context } from '../../kernel/context.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { eventTimes } from '../events/event-times.ts';
import { mayRunSeries } from '../events/events.policy.ts';
import { boundedDates } from './bounded-dates.ts';
import { clockChangeAt, occurrenceTimes, type SeriesTimes, wallMinutes } from './occurrence-times.ts';
import { isEndless, readRule, writeRule, wrong } from './recurrence-rule.ts';
import type { PreviewedDate, PreviewSeriesInput, SeriesPreview } from './series.contract.ts';

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
  first: { startsAtLocal: string; endsAtLocal: string; timeZone: string },
  ruleText: string,
  now: Date,
) {
  const { startsAtLocal, endsAtLocal, timeZone, startsAt } = eventTimes(first);
  const times = timesOfSeries({ startsAtLocal, endsAtLocal, timeZone });
  const rule = readRule(ruleText, { startsAtLocal, timeZone });
  if (startsAt <= now) throw wrong('The first event must be still to come.', 'startsAtLocal');
  const startsOn = startsAtLocal.slice(0, 10);
  const bounded = boundedDates(rule, startsOn, now);
  if (bounded.dates[0] !== startsOn)
    throw wrong(
      bounded.dates[0] === undefined
        ? 'This rule has no date from the first event on.'
        : `The first event, on ${startsOn}, is no date of this rule. The rule begins on ${bounded.dates[0]}.`,
    );
  return { rule, times, startsOn, ...bounded };
}

export function timesOfSeries(event: {
  startsAtLocal: string;
  endsAtLocal: string;
  timeZone: string;
}): SeriesTimes {
  const durationMinutes = wallMinutes(event.startsAtLocal, event.endsAtLocal);
  if (durationMinutes > LONGEST_MINUTES || durationMinutes < 1)
    throw wrong(
      'An event of a series lasts from one minute to 30 days by the clock on the wall.',
      'endsAtLocal',
    );
  return { startTime: event.startsAtLocal.slice(11), durationMinutes, timeZone: event.timeZone };
}

function previewedDate(times: SeriesTimes, date: string): PreviewedDate {
  const { startsAtLocal, endsAtLocal, startsAt, endsAt, timeZone } = occurrenceTimes(times, date);
  const clockChange = clockChangeAt(startsAtLocal, timeZone) ?? clockChangeAt(endsAtLocal, timeZone);
  return { date, startsAtLocal, endsAtLocal, startsAt, endsAt, clockChange };
}
