import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { EventEntity, type EventRow } from '../events/events.entity.ts';
import { mayRunSeries } from '../events/events.policy.ts';
import { EVENT_NOT_IN_SERIES, SERIES_NOT_FOUND } from './series.contract.ts';
import { EventSeriesEntity, type EventSeriesRow } from './series.entity.ts';

export type LockedSeries = {
  series: EventSeriesRow;
  /** Its events that are not over, or whose day is not, in the order of their dates, whatever their status. */
  events: EventRow[];
};

/**
 * A series and what lies ahead of it, behind their row locks: the series first, then the events in the order of their
 * ids, so that two who change the same wait for one another, and not in a circle.
 */
export async function lockSeries(ctx: Context, seriesId: string): Promise<LockedSeries> {
  const db = sqlOf(ctx.em);
  const now = ctx.clock.now();
  const locking = !isSqlite(ctx.em);
  if (locking)
    await db.selectFrom('event_series').where('id', '=', seriesId).select('id').forNoKeyUpdate().execute();
  const series = await ctx.em.findOne(EventSeriesEntity, { id: seriesId });
  if (series === null || !mayRunSeries(ctx.actor)) throw new Fault(SERIES_NOT_FOUND);
  // In some zone it is still yesterday.
  const yesterday = after(now, -DAY_MS).toISOString().slice(0, 10);
  const ahead = db
    .selectFrom('event')
    .where('series_id', '=', seriesId)
    .where((row) =>
      row.or([row('ends_at', '>', instantFor(ctx.em, now)), row('occurrence_date', '>=', yesterday)]),
    )
    .select('id')
    .orderBy('id');
  const ids = await (locking ? ahead.forNoKeyUpdate() : ahead).execute();
  const events = await ctx.em.find(
    EventEntity,
    { id: { $in: ids.map(({ id }) => id) } },
    { orderBy: { occurrenceDate: 'asc' } },
  );
  return { series, events };
}

/** The same by one of its events. */
export async function lockSeriesOf(
  ctx: Context,
  eventId: string,
): Promise<LockedSeries & { event: EventRow }> {
  let lockedId: string | undefined;
  for (;;) {
    const row = await sqlOf(ctx.em)
      .selectFrom('event')
      .where('id', '=', eventId)
      .select('series_id')
      .executeTakeFirst();
    if (row === undefined || !mayRunSeries(ctx.actor)) throw new Fault(EVENT_NOT_FOUND);
    if (row.series_id === null) throw new Fault(EVENT_NOT_IN_SERIES);
    if (row.series_id === lockedId) throw new Fault(EVENT_NOT_IN_SERIES, 'This date is over.');
    lockedId = row.series_id;
    const locked = await lockSeries(ctx, lockedId);
    const event = locked.events.find(({ id }) => id === eventId);
    if (event !== undefined) return { ...locked, event };
    // While this waited, the series may have been split, and the event be of the new one.
  }
}

/** Whether an event may still be changed together with others: it has not begun and was not called off. */
export function isComing(event: EventRow, now: Date): boolean {
  return event.startsAt > now && (event.status === 'draft' || event.status === 'published');
}

export function dateOf(event: EventRow): string {
  return event.occurrenceDate as string;
}
