import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Config } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { jsonOf } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { shareText } from '../../kernel/encoding/share-text.ts';
import type { ParticipationState } from '../participations/participations.contract.ts';
import type { EventPage, EventSummary } from './events.contract.ts';
import { type SummaryRow, selectSummaries, summaryOf } from './select-summaries.ts';

type StatesByAccount = Readonly<Record<string, ParticipationState>>;

/** Summaries with how each of the viewers takes part: as many columns and rows, however many look on. */
export function selectForViewers(db: Kysely<Tables>, viewers: string, isLite: boolean) {
  const states = isLite ? statesOnStandby(viewers) : statesByKey(viewers);
  return selectSummaries(db).select(sql<unknown>`(${states})`.as('states'));
}

/**
 * Each viewer is looked up by the key (`offset 0`), whatever the planner thinks of so few: a popular event has many
 * others. It is not to see how many they are (`select`), or it would plan anew each time.
 */
function statesByKey(viewers: string): RawBuilder<unknown> {
  return sql`
    select json_object_agg(viewer.id, own.state)
    from unnest((select cast(${viewers} as uuid[]))) as viewer (id)
      cross join lateral (
        select state from participation
        where participation.event_id = event.id and participation.account_id = viewer.id offset 0
      ) own`;
}

function statesOnStandby(viewers: string): RawBuilder<unknown> {
  return sql`
    select json_group_object(participation.account_id, participation.state)
    from json_each(${viewers}) as viewer
      join participation on participation.event_id = event.id and participation.account_id = viewer.value`;
}

/** Of two who ask for the same, one just after the other, neither waits. */
const AT_ONCE = 2;

type Row = SummaryRow & { states: unknown };
type Found = { rows: Row[]; nextCursor: string | null };

type Asked = {
  /** All that decides which events are shown, and nothing of who asks. */
  page: string;
  viewer: string | undefined;
  /** The page as of now; what it takes from a context is the same for all who ask. */
  read(ctx: Context, of: { viewers: readonly string[]; now: Date }): Promise<Found>;
};

/** Whoever asks for the same page at the same time is answered by one statement, each with their own `mine`. */
export const askTogether = coalesce(
  async (ctx: Context, asked: readonly Asked[]): Promise<EventPage[]> => {
    const [{ read }] = asked as [Asked];
    const now = ctx.clock.now();
    const viewers = new Set(asked.flatMap(({ viewer }) => viewer ?? []));
    const { rows, nextCursor } = await read(ctx, { viewers: [...viewers], now });
    const isShared = asked.length > 1;
    const shownTo = rows.map((row) => summaryFor(ctx.config, row, { now, isShared }));
    return asked.map(({ viewer }) => ({ items: shownTo.map((show) => show(viewer)), nextCursor }));
  },
  { lineOf: ({ page }) => page, atOnce: AT_ONCE },
);

/** Whoever takes part in the same way is shown the same. */
function summaryFor(config: Config, row: Row, { now, isShared }: { now: Date; isShared: boolean }) {
  const common = summaryOf(config, row, now);
  const states = jsonOf<StatesByAccount | null>(row.states) ?? {};
  const shown = new Map<ParticipationState | null, EventSummary>();
  return (viewer: string | undefined): EventSummary => {
    const mine = (viewer !== undefined && states[viewer]) || null;
    let summary = shown.get(mine);
    if (summary === undefined) {
      summary = { ...common, mine };
      if (isShared) shareText(summary);
      shown.set(mine, summary);
    }
    return summary;
  };
}

/** Whose part in the events is shown, if anybody's. */
export function viewerOf(actor: Actor): string | undefined {
  return actor.kind === 'account' ? actor.accountId : undefined;
}
