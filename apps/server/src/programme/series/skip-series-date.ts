import type { Context } from '../../kernel/context.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { startOn, wrongDate } from './add-series-date.ts';
import { dropEvents } from './drop-events.ts';
import { getSeries } from './get-series.ts';
import { dateOf, lockSeries } from './lock-series.ts';
import type { SeriesDetails, SkipSeriesDateInput } from './series.contract.ts';
import { DATE_HAS_BEGUN, DATE_NOT_OF_SERIES } from './series-problems.contract.ts';
import { isOfRule } from './series-rule.ts';

/** Leaves a day out, also one that has no event yet. The event that it has is dropped, and its people are told. */
export async function skipSeriesDate(ctx: Context, input: SkipSeriesDateInput): Promise<SeriesDetails> {
  const { series, events } = await lockSeries(ctx, input.seriesId);
  const { date } = input;
  const now = ctx.clock.now();
  if (series.excludedDates.includes(date)) return getSeries(ctx, input);
  const event = events.find((one) => dateOf(one) === date);
  startOn(series, date, now);
  const isRegular = isOfRule(series, date);
  if (event === undefined && (!isRegular || date <= series.madeUntil))
    throw wrongDate(DATE_NOT_OF_SERIES, { date });
  if (event !== undefined && event.startsAt <= now) throw wrongDate(DATE_HAS_BEGUN);

  if (isRegular) series.excludedDates = [...series.excludedDates, date].sort();
  series.extraDates = series.extraDates.filter((one) => one !== date);
  series.updatedAt = now;
  recordAuditEntry(ctx, {
    action: 'series.date-skipped',
    subjectType: 'series',
    subjectId: series.id,
    details: { date, reason: input.reason },
  });
  await dropEvents(ctx, event === undefined ? [] : [event], input.reason);
  return getSeries(ctx, input);
}
