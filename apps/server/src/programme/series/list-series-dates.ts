import type { Context } from '../../kernel/context.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, jsonOf, toInstant } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { phaseOf } from '../events/events.entity.ts';
import { mayRunSeries } from '../events/events.policy.ts';
import { type ListSeriesDatesInput, SERIES_NOT_FOUND, type SeriesDatePage } from './series.contract.ts';

type Parameters = { seriesId: string; now: never; place: string; limit: number };

const COLUMNS = [
  'id',
  'occurrence_date',
  'status',
  'name',
  'starts_at',
  'ends_at',
  'starts_at_local',
  'ends_at_local',
  'time_zone',
  'seats_taken',
  'capacity',
  'own_fields',
] as const;

const reads = {
  upcoming: preparedRead<Parameters>()((db, parameter) =>
    db
      .selectFrom('event')
      .where('series_id', '=', parameter('seriesId'))
      .where('ends_at', '>', parameter('now'))
      .where('occurrence_date', '>', parameter('place'))
      .select(COLUMNS)
      .orderBy('occurrence_date')
      .limit(parameter('limit')),
  ),
  past: preparedRead<Parameters>()((db, parameter) =>
    db
      .selectFrom('event')
      .where('series_id', '=', parameter('seriesId'))
      .where('ends_at', '<=', parameter('now'))
      .where('occurrence_date', '<', parameter('place'))
      .select(COLUMNS)
      .orderBy('occurrence_date', 'desc')
      .limit(parameter('limit')),
  ),
};

/** The dates of one series, drafts and cancelled ones too, in the order of their days. */
export async function listSeriesDates(ctx: Context, input: ListSeriesDatesInput): Promise<SeriesDatePage> {
  if (!mayRunSeries(ctx.actor)) throw new Fault(SERIES_NOT_FOUND);
  const now = ctx.clock.now();
  const list = `dates ${input.when} of ${input.seriesId}`;
  const [place] = openCursor(ctx.config, list, input.cursor) ?? [input.when === 'upcoming' ? '' : '9999'];
  const rows = await reads[input.when](ctx.em, {
    seriesId: input.seriesId,
    now: instantFor(ctx.em, now),
    place: place as string,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map((row) => ({
    eventId: row.id,
    date: row.occurrence_date as string,
    status: row.status,
    phase: phaseOf({ startsAt: toInstant(row.starts_at), endsAt: toInstant(row.ends_at) }, now),
    name: row.name,
    startsAt: toInstant(row.starts_at),
    startsAtLocal: row.starts_at_local,
    endsAtLocal: row.ends_at_local,
    timeZone: row.time_zone,
    seatsTaken: row.seats_taken,
    capacity: row.capacity,
    ownFields: jsonOf<string[] | null>(row.own_fields) ?? [],
  }));
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : sealCursor(ctx.config, list, [last.date]) };
}
