import { sql } from 'kysely';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, BEFORE_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant } from '../../kernel/database/sql-of.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { type FilterParameters, filterParameters, matchesFilters, nameOfFilters } from './event-filters.ts';
import { LONGEST_EVENT_MS } from './event-times.ts';
import type { EventPage, EventStatus, ListEventsInput } from './events.contract.ts';
import { maySeeEvent } from './events.policy.ts';
import { NOBODY, selectSummaries, summaryOf } from './select-summaries.ts';

type Parameters = FilterParameters & {
  accountId: string;
  status: EventStatus;
  earliest: never;
  placeStartsAt: never;
  placeId: string;
  limit: number;
  seriesId: string;
};

/** What is asked for only where it is wanted: otherwise the database would plan for it each time. */
type Shape = { hasPlace: boolean; hasSeries: boolean };

/** Not over yet, soonest first. Whatever goes on now began within the longest time that an event may last. */
const readUpcoming = ({ hasPlace, hasSeries }: Shape) =>
  preparedRead<Parameters>()((db, parameter, isLite) =>
    selectSummaries(db, parameter('accountId'))
      .where('event.status', '=', parameter('status'))
      .where('event.starts_at', '>=', parameter('earliest'))
      .where('event.ends_at', '>', parameter('now'))
      .where(matchesFilters(parameter, { hasPlace, isLite }))
      .$if(hasSeries, (rows) => rows.where('event.series_id', '=', parameter('seriesId')))
      .where(
        sql<boolean>`(event.starts_at, event.id) > (${parameter('placeStartsAt')}, ${parameter('placeId')})`,
      )
      .orderBy('event.starts_at')
      .orderBy('event.id')
      .limit(parameter('limit')),
  );

/** Over, latest first. */
const readPast = ({ hasPlace, hasSeries }: Shape) =>
  preparedRead<Parameters>()((db, parameter, isLite) =>
    selectSummaries(db, parameter('accountId'))
      .where('event.status', '=', parameter('status'))
      .where('event.starts_at', '<', parameter('now'))
      .where('event.ends_at', '<=', parameter('now'))
      .where(matchesFilters(parameter, { hasPlace, isLite }))
      .$if(hasSeries, (rows) => rows.where('event.series_id', '=', parameter('seriesId')))
      .where(
        sql<boolean>`(event.starts_at, event.id) < (${parameter('placeStartsAt')}, ${parameter('placeId')})`,
      )
      .orderBy('event.starts_at', 'desc')
      .orderBy('event.id', 'desc')
      .limit(parameter('limit')),
  );

const everyShapeOf = <Read>(read: (shape: Shape) => Read) => ({
  anywhere: {
    all: read({ hasPlace: false, hasSeries: false }),
    oneSeries: read({ hasPlace: false, hasSeries: true }),
  },
  atPlace: {
    all: read({ hasPlace: true, hasSeries: false }),
    oneSeries: read({ hasPlace: true, hasSeries: true }),
  },
});
const reads = { upcoming: everyShapeOf(readUpcoming), past: everyShapeOf(readPast) };

/** Open to everybody: one statement, whatever the size of the programme. */
export async function listEvents(ctx: Context, input: ListEventsInput): Promise<EventPage> {
  if (!maySeeEvent(ctx.actor, { status: input.status })) throw new Fault(NOT_ALLOWED);
  const now = ctx.clock.now();
  const isUpcoming = input.when === 'upcoming';
  const list = `events ${input.when} ${input.status} ${nameOfFilters(input)} ${input.seriesId}`;
  const [startsAtMs, placeId] =
    openCursor(ctx.config, list, input.cursor) ?? (isUpcoming ? BEFORE_ALL : AFTER_ALL);
  const where = input.place === undefined ? 'anywhere' : 'atPlace';
  const read = reads[input.when][where][input.seriesId === undefined ? 'all' : 'oneSeries'];
  const rows = await read(ctx.em, {
    accountId: ctx.actor.kind === 'account' ? ctx.actor.accountId : NOBODY,
    status: input.status,
    ...filterParameters(ctx, input),
    earliest: instantFor(ctx.em, after(now, -LONGEST_EVENT_MS)),
    placeStartsAt: instantFor(ctx.em, new Date(startsAtMs as number)),
    placeId: placeId as string,
    limit: input.limit + 1,
    seriesId: input.seriesId ?? NOBODY,
  });
  const items = rows.slice(0, input.limit).map((row) => summaryOf(ctx.config, row, now));
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  const nextCursor =
    last === undefined ? null : sealCursor(ctx.config, list, [toInstant(last.starts_at).getTime(), last.id]);
  return { items, nextCursor };
}
