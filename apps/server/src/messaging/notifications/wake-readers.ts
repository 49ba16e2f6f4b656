import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { afterCommit, NEWS_CHANNEL, tellListeners } from '../../kernel/database/announce.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';

type Readers = readonly string[] | 'all';

/** Their ids fit into what Postgres takes for one NOTIFY; where there are more, all look. */
const MOST_NAMED = 150;

/** Wakes the streams of these accounts in every process, once the open transaction has been committed. */
export function wakeAfterCommit(ctx: Context, readers: Readers): void {
  afterCommit(ctx.em, () => {
    wakeReaders({ ...ctx, em: ctx.em.fork() as Context['em'] }, readers).catch((error) =>
      // Streams look for themselves each second.
      ctx.log.debug({ err: error }, 'readers of notifications were not woken'),
    );
  });
}

/** The same outside of a transaction; what commits while one announcement is on its way goes with the next. */
export const wakeReaders = coalesce(
  async (ctx: Context, wanted: readonly Readers[]): Promise<undefined[]> => {
    const isAll = wanted.includes('all');
    const named = isAll ? [] : [...new Set(wanted.flat())];
    const noticesOf = isAll || named.length > MOST_NAMED ? 'all' : named;
    if (isSqlite(ctx.em)) tellListeners({ noticesOf });
    else
      await sql`select pg_notify(${NEWS_CHANNEL}, ${JSON.stringify({ noticesOf })}) as woken`.execute(
        sqlOf(ctx.em),
      );
    return wanted.map(() => undefined);
  },
);
