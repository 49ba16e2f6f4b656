import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { idsFor, isSqlite } from '../../kernel/database/sql-of.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { askTogether, selectForViewers, viewerOf } from './ask-together.ts';
import {
  type FilterParameters,
  filterParameters,
  matchesFilters,
  nameOfFilters,
  quoted,
} from './event-filters.ts';
import type { EventPage, EventStatus, SearchEventsInput } from './events.contract.ts';
import { maySeeEvent } from './events.policy.ts';
import { searchWords } from './search-words.ts';

/** Nobody pages further; whoever finds so much says more. */
const MOST_RANKED = 500;

type Parameters = FilterParameters & {
  viewers: string;
  status: EventStatus;
  /** Words as Postgres wants them, whole and begun; for SQLite all in one. */
  whole: string;
  begun: string;
  words: string[];
  limit: number;
  offset: number;
};

type Found = RawBuilder<{ id: string; score: number }>;
type Parameter = <Name extends keyof Parameters>(name: Name) => Parameters[Name];

const read = (when: 'upcoming' | 'past', hasPlace: boolean) =>
  preparedRead<Parameters>()((db, parameter, isLite) => {
    const isWanted = sql<boolean>`event.status = ${parameter('status')}
      and ${when === 'upcoming' ? sql`event.ends_at > ${parameter('now')}` : sql`event.ends_at <= ${parameter('now')}`}
      and ${matchesFilters(parameter, { hasPlace, isLite })}`;
    const found: Found = isLite ? foundOnStandby(parameter, isWanted) : foundByRank(parameter, isWanted);
    return selectForViewers(db, parameter('viewers'), isLite)
      .innerJoin(found.as('found'), 'found.id', 'event.id')
      .orderBy('found.score', 'desc')
      .orderBy('event.starts_at', when === 'upcoming' ? 'asc' : 'desc')
      .orderBy('event.id')
      .limit(parameter('limit'))
      .offset(parameter('offset'));
  });

/**
 * The words, their stems and what begins like them; only if nothing has those, the words that are spelt nearly like
 * them. What counts is where they stand: in the name, the line below it, or the text. Of very many the soonest are
 * ranked. The words come first, whatever the planner thinks of an order and a limit: it would go through all events.
 */
function foundByRank(parameter: Parameter, isWanted: RawBuilder<boolean>): Found {
  // `offset 0`: each event is looked up by its key, and none for what the filters might find.
  const soonestOf = (hits: RawBuilder<unknown>) => sql`
    select event.id from ${hits} hit
      cross join lateral (select * from event where event.id = hit.event_id offset 0) event
    where ${isWanted} order by event.starts_at limit ${sql.lit(MOST_RANKED)}`;
  const rankedBy = (asked: RawBuilder<unknown>, soonest: RawBuilder<unknown>) => sql`
    select soonest.id, ts_rank_cd(event_search.vector, asked.query) as score
    from ${asked} asked cross join ${soonest} soonest join event_search on event_search.event_id = soonest.id`;
  const hitsOf = (asked: RawBuilder<unknown>) => sql`
    select event_search.event_id from ${asked} asked join event_search on event_search.vector @@ asked.query`;
  return sql`(
    with typed as materialized (
      select to_tsquery('russian', ${parameter('whole')}) || to_tsquery('german', ${parameter('whole')})
        || to_tsquery('simple', ${parameter('begun')}) as query
    ), typed_hits as materialized (${hitsOf(sql`typed`)}
    ), typed_soonest as materialized (${soonestOf(sql`typed_hits`)}
    ), meant as materialized (
      select event_search_corrected(${parameter('words')}::text[]) as query
      where not exists (select from typed_soonest)
    ), meant_hits as materialized (${hitsOf(sql`meant`)}
    ), meant_soonest as materialized (${soonestOf(sql`meant_hits`)})
    ${rankedBy(sql`typed`, sql`typed_soonest`)} union all ${rankedBy(sql`meant`, sql`meant_soonest`)}
  )`;
}

/** The standby knows parts of words and no stems. */
function foundOnStandby(parameter: Parameter, isWanted: RawBuilder<boolean>): Found {
  return sql`(
    select event.id, -event_search.rank as score from event_search join event on event.id = event_search.event_id
    where event_search match ${parameter('whole')} and ${isWanted} limit ${sql.lit(MOST_RANKED)}
  )`;
}

const reads = {
  upcoming: { anywhere: read('upcoming', false), atPlace: read('upcoming', true) },
  past: { anywhere: read('past', false), atPlace: read('past', true) },
};

/** Open to everybody: one statement, for all who ask for the same at once. What fits best comes first. */
export async function searchEvents(ctx: Context, input: SearchEventsInput): Promise<EventPage> {
  if (!maySeeEvent(ctx.actor, { status: input.status })) throw new Fault(NOT_ALLOWED);
  const words = searchWords(input.query);
  const list = `search ${input.when} ${input.status} ${nameOfFilters(input)} ${words.join(' ')}`;
  const [offset] = (openCursor(ctx.config, list, input.cursor) ?? [0]) as [number];
  const asked = isSqlite(ctx.em) ? askedOfStandby(words) : askedOfPostgres(words);
  if (asked === undefined) return { items: [], nextCursor: null };
  return askTogether(ctx, {
    page: `${offset} ${input.limit} ${list}`,
    viewer: viewerOf(ctx.actor),
    async read({ em, config }, { viewers, now }) {
      const rows = await reads[input.when][input.place === undefined ? 'anywhere' : 'atPlace'](em, {
        ...filterParameters(em, input, now),
        ...asked,
        viewers: idsFor(em, viewers),
        status: input.status,
        limit: input.limit + 1,
        offset,
      });
      const next = offset + input.limit;
      const hasMore = rows.length > input.limit && next < MOST_RANKED;
      return {
        rows: rows.slice(0, input.limit),
        nextCursor: hasMore ? sealCursor(config, list, [next]) : null,
      };
    },
  });
}

type Asked = Pick<Parameters, 'whole' | 'begun' | 'words'>;

function askedOfPostgres(words: string[]): Asked | undefined {
  if (words.length === 0) return undefined;
  return {
    whole: words.join(' & '),
    // Beginnings cost more than words: only the last one may be typed half.
    begun: `${words.join(' & ')}:*`,
    words,
  };
}

/** Its index knows three letters and more. */
function askedOfStandby(words: string[]): Asked | undefined {
  const known = words.filter((word) => word.length >= 3);
  if (known.length === 0) return undefined;
  return { whole: known.map((word) => `words : ${quoted(word)}`).join(' AND '), begun: '', words: [] };
}
