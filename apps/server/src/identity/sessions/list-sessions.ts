import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, jsonOf, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { placeOf } from '../../kernel/places/places.ts';
import { deviceName } from './device-name.ts';
import type { Factor, SessionList } from './sessions.contract.ts';

/** One's own sessions that are not over, the last used first. A replica might still list one that was just ended. */
export async function listSessions(ctx: Context): Promise<SessionList> {
  const actor = accountOf(ctx.actor);
  const rows = await sqlOf(ctx.em)
    .selectFrom('session')
    .select(['id', 'user_agent', 'ip_address', 'factors', 'created_at', 'last_used_at', 'expires_at'])
    .where('account_id', '=', actor.accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', instantFor(ctx.em, ctx.clock.now()))
    .orderBy('last_used_at', 'desc')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      isCurrent: row.id === actor.sessionId,
      device: deviceName(row.user_agent),
      ipAddress: row.ip_address,
      place: placeOf(ctx.config, row.ip_address),
      factors: jsonOf<Factor[]>(row.factors),
      createdAt: toInstant(row.created_at),
      lastUsedAt: toInstant(row.last_used_at),
      expiresAt: toInstant(row.expires_at),
    })),
  };
}
