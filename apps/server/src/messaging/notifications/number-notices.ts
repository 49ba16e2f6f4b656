import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { forUpdate, isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import './notifications.entity.ts';

/**
 * Gives numbers to what these accounts have not seen yet. A notice gets its number when it is first seen and not when it
 * is written: whoever writes commits when they will, and one that commits late would slip in below what a stream has
 * passed. Two who number at once see the same rows, the later all of the earlier's: the later waits for the earlier's
 * locks, and goes on from its numbers.
 */
export async function numberNotices(ctx: Context, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await transactional(ctx.em.fork() as Context['em'], async (em) => {
    const db = sqlOf(em);
    const unseen = db
      .selectFrom('notification')
      .select('id')
      .where(isAmong(em, 'account_id', accountIds))
      .where('number', 'is', null)
      .orderBy('account_id')
      .orderBy('created_at')
      .orderBy('id');
    const rows = await forUpdate(em, unseen).execute();
    if (rows.length === 0) return;
    // By a statement of its own, which sees the numbers that were given while this one waited.
    await sql`
      update notification set number = given.number
      from (select fresh.id,
                   coalesce((select max(seen.number) from notification as seen
                             where seen.account_id = fresh.account_id), 0)
                   + row_number() over (partition by fresh.account_id order by fresh.created_at, fresh.id) as number
            from notification as fresh
            where ${isAmong(
              em,
              'fresh.id',
              rows.map(({ id }) => id),
            )} and fresh.number is null) as given
      where notification.id = given.id`.execute(db);
  });
}

/** How far an account's numbers go, and how many of its notices it has not acknowledged: for a select of its own. */
export function countsOf(accountId: RawBuilder<string>, kinds: readonly string[]) {
  return {
    lastNumber: sql<number>`(select coalesce(max(number), 0) from notification where account_id = ${accountId})`,
    unacknowledged: sql<number>`(select count(*) from notification where account_id = ${accountId}
                                 and acknowledged_at is null and kind in (${sql.join(kinds)}))`,
  };
}
