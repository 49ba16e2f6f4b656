import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import { countsOf, numberNotices } from './number-notices.ts';
import { type NoticeRow, readNoticeRows } from './read-notices.ts';

/** Rows at once: a stream that was away for long gets the rest by asking again. */
const MOST_ROWS = 1_000;

type Asked = { accountId: string; after: number; kinds: readonly string[] };

export type NewsOfReader = { rows: NoticeRow[]; unacknowledged: number; isWhole: boolean };

/** What an account was told after a number. Streams that wake together are answered by the same statements. */
export const readNews = coalesce(async (ctx: Context, asked: readonly Asked[]): Promise<NewsOfReader[]> => {
  const kinds = asked[0]?.kinds ?? [];
  const accountIds = [...new Set(asked.map((one) => one.accountId))];
  await numberNotices(ctx, accountIds);
  const rows = await readNoticeRows(ctx, {
    source: sql`${wantedIn(ctx, asked)}
      join notification as notice on notice.account_id = wanted.account_id and notice.number > wanted.after`,
    rest: sql`where notice.kind in (${sql.join(kinds)}) order by notice.number limit ${MOST_ROWS}`,
  });
  const byAccount = Map.groupBy(rows, (row) => row.account_id);
  const counts = await countAll(ctx, accountIds, kinds);
  return asked.map(({ accountId, after }) => ({
    rows: (byAccount.get(accountId) ?? []).filter((row) => (row.number as number) > after),
    unacknowledged: counts.get(accountId) ?? 0,
    isWhole: rows.length < MOST_ROWS,
  }));
});

/** What a reader knows: up to which number, and how many they were told are not acknowledged, if they were. */
type Known = Pick<Asked, 'accountId' | 'after'> & { counted?: number | undefined };

/**
 * Of these readers the accounts that have something after what they know, whether anybody has numbered it or not, or of
 * which they know another count: what was acknowledged has no new number.
 */
export async function findBehind(
  ctx: Context,
  readers: readonly Known[],
  kinds: readonly string[],
): Promise<Set<string>> {
  // A question each, because each is one look into an index; the count is asked of those alone who are not behind anyway.
  const { rows } = await sql<{ account_id: string }>`
    select wanted.account_id from ${wantedIn(ctx, readers)}
    where exists (select 1 from notification where notification.account_id = wanted.account_id and number is null)
       or exists (select 1 from notification where notification.account_id = wanted.account_id
                  and number > wanted.after and kind in (${sql.join(kinds)}))
       or wanted.counted <> ${countsOf(sql`wanted.account_id`, kinds).unacknowledged}`.execute(sqlOf(ctx.em));
  return new Set(rows.map((row) => row.account_id));
}

/** A table expression `wanted` of what readers know; without their counts, of each account the least that any knows. */
function wantedIn(ctx: Context, readers: readonly Known[]): RawBuilder<unknown> {
  const least = new Map<string, Known>();
  for (const { accountId, after, counted } of readers) {
    const known = `${accountId} ${counted}`;
    least.set(known, { accountId, counted, after: Math.min(after, least.get(known)?.after ?? after) });
  }
  return rowsInSql(ctx.em, 'wanted', {
    rows: [...least.values()].map(({ accountId, after, counted }) => ({
      account_id: accountId,
      after,
      counted,
    })),
    columns: { account_id: 'uuid', after: 'int', counted: 'int' },
  });
}

async function countAll(
  ctx: Context,
  accountIds: readonly string[],
  kinds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('notification')
    .select(['account_id', (count) => count.fn.countAll<number>().as('unacknowledged')])
    .where(isAmong(ctx.em, 'account_id', accountIds))
    .where('acknowledged_at', 'is', null)
    .where('kind', 'in', kinds)
    .groupBy('account_id')
    .execute();
  return new Map(rows.map((row) => [row.account_id, Number(row.unacknowledged)]));
}

/** How far the numbers of an account go now, where a stream begins that has nothing to be resumed after. */
export async function readLastNumber(ctx: Context, accountId: string): Promise<number> {
  await numberNotices(ctx, [accountId]);
  const { rows } = await sql<{ last: number }>`
    select ${countsOf(sql`${accountId}`, ['']).lastNumber} as last`.execute(sqlOf(ctx.em));
  return Number(rows[0]?.last ?? 0);
}
