import type { Context } from '../../kernel/context.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { getSeries } from './get-series.ts';
import { lockSeries } from './lock-series.ts';
import { isEndless, writeRule } from './recurrence-rule.ts';
import type { EndSeriesInput, SeriesDetails } from './series.contract.ts';
import type { EventSeriesRow } from './series.entity.ts';
import { ruleOf } from './series-rule.ts';

/** Lets a series that goes on end with the last date that has been made. Those stay. Doing it again changes nothing. */
export async function endSeries(ctx: Context, input: EndSeriesInput): Promise<SeriesDetails> {
  const { series } = await lockSeries(ctx, input.seriesId);
  if (!endRule(series)) return getSeries(ctx, input);
  series.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, {
    action: 'series.ended',
    subjectType: 'series',
    subjectId: series.id,
    details: { rule: series.rule },
  });
  await ctx.em.flush();
  return getSeries(ctx, input);
}

/** Answers whether it went on until now. */
export function endRule(series: EventSeriesRow): boolean {
  const rule = ruleOf(series);
  if (!isEndless(rule)) return false;
  series.rule = writeRule({ ...rule, until: series.madeUntil });
  series.isEndless = false;
  return true;
}
