import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';

/**
 * Drops the words by which typing errors are understood once no event has them. One statement looks for them, without a
 * lock: it reads each event once. Then those few are dropped while nobody writes an event, because one that has just been
 * written could have such a word again. Where somebody is writing for longer than a second they go an hour later.
 */
export async function removeUnusedWords(ctx: Context): Promise<void> {
  if (isSqlite(ctx.em)) return;
  const { rows } = await sql<{ word: string }>`select word from event_search_word where not exists
    (select from event_search cross join unnest(tsvector_to_array(vector)) used (word) where used.word = event_search_word.word)`.execute(
    sqlOf(ctx.em),
  );
  if (rows.length === 0) return;
  const unused = rows.map(({ word }) => word);
  await transactional(ctx.em.fork() as Context['em'], async (em) => {
    const db = sqlOf(em);
    await sql`set local lock_timeout = '1s'`.execute(db);
    await sql`lock table event_search in share mode`.execute(db);
    await sql`delete from event_search_word where word = any(${unused}::text[]) and not event_search_has(word)`.execute(
      db,
    );
  }).catch((error) => {
    ctx.log.info({ err: error }, 'words that no event has any more stay for another hour');
  });
}
