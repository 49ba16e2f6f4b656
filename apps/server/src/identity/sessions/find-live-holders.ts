import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isAmong, sqlOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../api-keys/api-keys.entity.ts';
import './sessions.entity.ts';

/**
 * Which of these sessions and API keys still speak for somebody: for whoever has been let in long ago and is still there.
 * Asked of the database and of no memory. With each session since when its tokens are good; older ones are over. A key
 * has no tokens.
 */
export async function findLiveHolders(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { tokensSince: Date | null }>> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const rows = await sqlOf(ctx.em)
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select([
      'session.id',
      sql<unknown>`coalesce(session.tokens_since, session.created_at)`.as('tokens_since'),
    ])
    .where(isAmong(ctx.em, 'session.id', ids))
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('account.disabled_at', 'is', null)
    .unionAll((db) =>
      db
        .selectFrom('api_key')
        .innerJoin('account', 'account.id', 'api_key.account_id')
        .select(['api_key.id', sql<unknown>`null`.as('tokens_since')])
        .where(isAmong(ctx.em, 'api_key.id', ids))
        .where('api_key.revoked_at', 'is', null)
        .where('api_key.expires_at', '>', now)
        .where('account.disabled_at', 'is', null),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, { tokensSince: toInstantOrNull(row.tokens_since) }]));
}
