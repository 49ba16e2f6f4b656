import type { Context } from '../../kernel/context.ts';
import { type Fault, faultAt } from '../../kernel/fault.ts';
import {
  type Filling,
  fieldProblem,
  type ProblemKind,
  type Shape,
} from '../../kernel/field-problem.contract.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { NOT_IN_CALENDAR } from '../events/event-times.contract.ts';
import { getSeries } from './get-series.ts';
import { dateOf, isComing, lockSeries } from './lock-series.ts';
import { imageOfSeries, makeEvents } from './make-events.ts';
import { occurrenceTimes, type SeriesTimes } from './occurrence-times.ts';
import { lastDayOf, MOST_DATES, MOST_YEARS_AHEAD } from './rule-dates.ts';
import { type AddSeriesDateInput, SERIES_DATE_INVALID, type SeriesDetails } from './series.contract.ts';
import { DATE_IS_PAST, DATE_TAKEN, DATE_TOO_FAR_AHEAD, SERIES_FULL } from './series-problems.contract.ts';
import { isOfRule } from './series-rule.ts';

/** A day beside the rule, or one of it that was left out: there is an event then, like the others. */
export async function addSeriesDate(ctx: Context, input: AddSeriesDateInput): Promise<SeriesDetails> {
  const { series, events } = await lockSeries(ctx, input.seriesId);
  const { date } = input;
  const now = ctx.clock.now();
  if (events.some((event) => dateOf(event) === date)) throw wrongDate(DATE_TAKEN, { date });
  if (startOn(series, date, now) <= now) throw wrongDate(DATE_IS_PAST);
  if (events.filter((event) => isComing(event, now)).length >= MOST_DATES)
    throw wrongDate(SERIES_FULL, { maximum: MOST_DATES });

  series.excludedDates = series.excludedDates.filter((one) => one !== date);
  if (!isOfRule(series, date)) series.extraDates = [...series.extraDates, date].sort();
  series.updatedAt = now;
  makeEvents(ctx, series, { dates: [date], image: imageOfSeries(events) });
  recordAuditEntry(ctx, {
    action: 'series.date-added',
    subjectType: 'series',
    subjectId: series.id,
    details: { date },
  });
  await ctx.em.flush();
  return getSeries(ctx, input);
}

/** When an event of the series begins on a day, which the calendar must have, and the series may. */
export function startOn(series: SeriesTimes, date: string, now: Date): Date {
  if (date > lastDayOf(now)) throw wrongDate(DATE_TOO_FAR_AHEAD, { years: MOST_YEARS_AHEAD });
  try {
    return occurrenceTimes(series, date).startsAt;
  } catch {
    throw wrongDate(NOT_IN_CALENDAR, { date });
  }
}

export function wrongDate<Params extends Shape>(
  kind: ProblemKind<Params>,
  ...params: Filling<Params>
): Fault {
  return faultAt(SERIES_DATE_INVALID, fieldProblem('date', kind, ...params));
}
