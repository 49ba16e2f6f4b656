import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';

const AFTER_ALL = [253_370_764_800_000_000, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** The queue's instants are finer than a Date: as their microseconds they come back as they were. */
export const MICROSECONDS = sql<string>`(extract(epoch from created_on) * 1000000)::bigint`;

/** What stands after the place of this cursor, the newest first. */
export function afterPlace(ctx: Context, list: string, cursor: string | undefined): RawBuilder<boolean> {
  const [microseconds, id] = openCursor(ctx.config, list, cursor) ?? AFTER_ALL;
  return sql`(created_on, id) < (timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond', ${id}::uuid)`;
}

/** A page of rows, of which one more was asked for than it has. */
export function pageOf<Row extends { id: string; microseconds: string }, Item>(
  ctx: Context,
  list: string,
  { rows, limit, itemOf }: { rows: Row[]; limit: number; itemOf: (row: Row) => Item },
): { items: Item[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(itemOf),
    nextCursor: last ? sealCursor(ctx.config, list, [Number(last.microseconds), last.id]) : null,
  };
}
