import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, jsonOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { mayRunSeries } from '../events/events.policy.ts';
import { type GetSeriesInput, SERIES_NOT_FOUND, type SeriesDetails } from './series.contract.ts';
import './series.entity.ts';
import type { SeriesPattern } from './series-pattern.ts';

const readSeries = preparedRead<{ seriesId: string; now: never }>()((db, parameter) =>
  db
    .selectFrom('event_series')
    .leftJoin('event', 'event.series_id', 'event_series.id')
    .where('event_series.id', '=', parameter('seriesId'))
    .groupBy('event_series.id')
    .selectAll('event_series')
    .select([
      counted(sql`event.status = 'draft' and event.ends_at > ${parameter('now')}`).as('drafts'),
      counted(sql`event.status in ('draft', 'published') and event.ends_at > ${parameter('now')}`).as(
        'coming',
      ),
      counted(sql`event.status = 'cancelled' and event.ends_at > ${parameter('now')}`).as('cancelled'),
      counted(sql`event.ends_at <= ${parameter('now')}`).as('past'),
    ]),
);

const counted = (condition: ReturnType<typeof sql>) => sql<number>`count(case when ${condition} then 1 end)`;

/** One statement, however many dates there are. */
export async function getSeries(ctx: Context, input: GetSeriesInput): Promise<SeriesDetails> {
  if (!mayRunSeries(ctx.actor)) throw new Fault(SERIES_NOT_FOUND);
  const now = instantFor(ctx.em, ctx.clock.now());
  const [row] = await readSeries(ctx.em, { seriesId: input.seriesId, now });
  if (row === undefined) throw new Fault(SERIES_NOT_FOUND);
  return {
    id: row.id,
    name: jsonOf<SeriesPattern>(row.pattern).name,
    rule: row.rule,
    startsOn: row.starts_on,
    startTime: row.start_time,
    durationMinutes: row.duration_minutes,
    timeZone: row.time_zone,
    isEndless: Boolean(row.is_endless),
    isPublished: Boolean(row.is_published),
    madeUntil: row.made_until,
    excludedDates: jsonOf<string[]>(row.excluded_dates),
    extraDates: jsonOf<string[]>(row.extra_dates),
    drafts: Number(row.drafts),
    coming: Number(row.coming),
    cancelled: Number(row.cancelled),
    past: Number(row.past),
  };
}
