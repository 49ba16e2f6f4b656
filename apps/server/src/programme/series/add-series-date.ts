import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { getSeries } from './get-series.ts';
import { dateOf, isComing, lockSeries } from './lock-series.ts';
import { imageOfSeries, makeEvents } from './make-events.ts';
import { occurrenceTimes, type SeriesTimes } from './occurrence-times.ts';
import { lastDayOf, MOST_DATES, MOST_YEARS_AHEAD } from './rule-dates.ts';
import { type AddSeriesDateInput, SERIES_DATE_INVALID, type SeriesDetails } from './series.contract.ts';
import { isOfRule } from './series-rule.ts';

/** A day beside the rule, or one of it that was left out: there is an event then, like the others. */
export async function addSeriesDate(ctx: Context, input: AddSeriesDateInput): Promise<SeriesDetails> {
  const { series, events } = await lockSeries(ctx, input.seriesId);
  const { date } = input;
  const now = ctx.clock.now();
  if (events.some((event) => dateOf(event) === date))
    throw dateInvalid(`The series has ${date} already. Of a series, a day has one event.`);
  if (startOn(series, date, now) <= now) throw dateInvalid('Give a day that is still to come.');
  if (events.filter((event) => isComing(event, now)).length >= MOST_DATES)
    throw dateInvalid(`The series has ${MOST_DATES} dates ahead, and no more.`);

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
  if (date > lastDayOf(now)) throw dateInvalid(`Give a day that is at most ${MOST_YEARS_AHEAD} years ahead.`);
  try {
    return occurrenceTimes(series, date).startsAt;
  } catch {
    throw dateInvalid(`There is no ${date} in the calendar.`);
  }
}

export function dateInvalid(message: string): Fault {
  return new Fault(SERIES_DATE_INVALID, message, { fields: [{ path: 'date', message }] });
}
