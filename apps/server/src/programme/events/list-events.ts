import { sql } from 'kysely';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, BEFORE_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { idsFor, instantFor, toInstant } from '../../kernel/database/sql-of.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { askTogether, selectForViewers, viewerOf } from './ask-together.ts';
import { type FilterParameters, filterParameters, matchesFilters, nameOfFilters } from './event-filters.ts';
import { LONGEST_EVENT_MS } from './event-times.ts';
import type { EventPage, EventStatus, ListEventsInput } from './events.contract.ts';
import { maySeeEvent } from './events.policy.ts';

type Parameters = FilterParameters & {
  viewers: string;
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
    selectForViewers(db, parameter('viewers'), isLite)
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
    selectForViewers(db, parameter('viewers'), isLite)
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

/** Open to everybody: one statement, whatever the size of the programme, for all who ask for the same at once. */
export async function listEvents(ctx: Context, input: ListEventsInput): Promise<EventPage> {
  if (!maySeeEvent(ctx.actor, { status: input.status })) throw new Fault(NOT_ALLOWED);
  const list = `events ${input.when} ${input.status} ${nameOfFilters(input)} ${input.seriesId}`;
  const start = input.when === 'upcoming' ? BEFORE_ALL : AFTER_ALL;
  const place = openCursor(ctx.config, list, input.cursor) ?? start;
  const [startsAtMs, placeId] = place as readonly [number, string];
  const where = input.place === undefined ? 'anywhere' : 'atPlace';
  const read = reads[input.when][where][input.seriesId === undefined ? 'all' : 'oneSeries'];
  return askTogether(ctx, {
    page: `${list} ${startsAtMs} ${placeId} ${input.limit}`,
    viewer: viewerOf(ctx.actor),
    async read({ em, config }, { viewers, now }) {
      const rows = await read(em, {
        viewers: idsFor(em, viewers),
        status: input.status,
        ...filterParameters(em, input, now),
        earliest: instantFor(em, after(now, -LONGEST_EVENT_MS)),
        placeStartsAt: instantFor(em, new Date(startsAtMs)),
        placeId,
        limit: input.limit + 1,
        seriesId: input.seriesId ?? '',
      });
      const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
      const nextPlace = last && [toInstant(last.starts_at).getTime(), last.id];
      return {
        rows: rows.slice(0, input.limit),
        nextCursor: nextPlace === undefined ? null : sealCursor(config, list, nextPlace),
      };
    },
  });
}
