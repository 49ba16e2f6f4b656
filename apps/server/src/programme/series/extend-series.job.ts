import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, truthFor } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { eachByItself } from '../../kernel/jobs/each-by-itself.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { dateOf, lockSeries } from './lock-series.ts';
import { imageOfSeries, makeEvents } from './make-events.ts';
import { horizonOf } from './rule-dates.ts';
import './series.entity.ts';
import { ruleDatesOf } from './series-rule.ts';

export const extendSeries = declareJob({
  name: 'extend-series',
  title: 'Dates of series',
  description: 'Makes the events of series that go on, for twelve months ahead.',
  payload: z.object({}),
  cron: '17 2 * * *',
  run: async (ctx, _payload, signal) => {
    await extendEndlessSeries(ctx, signal);
  },
});

/** One transaction for each series: broken off anywhere, the next run goes on, and nothing is made twice. */
export async function extendEndlessSeries(ctx: Context, signal?: AbortSignal): Promise<number> {
  const horizon = horizonOf(ctx.clock.now());
  const due = await sqlOf(ctx.em)
    .selectFrom('event_series')
    .where('is_endless', '=', truthFor(ctx.em, true))
    .where('made_until', '<', horizon)
    .select('id')
    .orderBy('made_until')
    .execute();
  let made = 0;
  const ids = due.map(({ id }) => id);
  await eachByItself(ctx, ids, async (one, id) => {
    if (!signal?.aborted) made += await extendOne(one, id, horizon);
  });
  return made;
}

/** What another worker has made, or somebody ended, while this waited for the lock is seen here. */
async function extendOne(ctx: Context, seriesId: string, horizon: string): Promise<number> {
  const { series, events } = await lockSeries(ctx, seriesId);
  if (!series.isEndless || series.madeUntil >= horizon) return 0;
  const there = new Set([...events.map(dateOf), ...series.excludedDates]);
  const dates = ruleDatesOf(series, horizon).filter((date) => date > series.madeUntil && !there.has(date));
  makeEvents(ctx, series, { dates, image: imageOfSeries(events) });
  series.madeUntil = horizon;
  if (dates.length > 0)
    recordAuditEntry(ctx, {
      action: 'series.extended',
      subjectType: 'series',
      subjectId: series.id,
      details: { events: dates.length, madeUntil: horizon },
    });
  await ctx.em.flush();
  return dates.length;
}
