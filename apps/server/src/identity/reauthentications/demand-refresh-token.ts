import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { exchangeRefreshToken } from '../sessions/exchange-refresh-token.ts';
import { isAwaited, isLate } from '../sessions/lost-renewal.ts';
import { isOver } from '../sessions/session-lifetime.ts';
import { REFRESH_TOKEN_REQUIRED } from './reauthentications.contract.ts';

type Shown = { refreshToken?: string | undefined };

/**
 * Asked before anything is counted, compared or used up: whoever has an access token alone cannot confirm, nor find
 * out whether a code or a password is right, without its refresh token. Answers whether what came is dead: what a
 * renewal would refuse confirms nothing either.
 */
export async function demandRefreshToken(
  ctx: Context,
  call: Call,
  { refreshToken }: Shown,
): Promise<{ isDead: boolean }> {
  const { sessionId } = accountOf(ctx.actor);
  const token = refreshToken ?? call.refreshCookie.read();
  if (token === undefined) throw new Fault(REFRESH_TOKEN_REQUIRED);
  const held = await find(ctx, token);
  if (held === undefined || isOfEnded(ctx, held)) return { isDead: true };
  // It lives, and is worth something elsewhere.
  if (held.session_id !== sessionId) throw new Fault(REFRESH_TOKEN_REQUIRED);
  return { isDead: isSpent(ctx, held) };
}

/**
 * As a renewal by it does: a copy that comes late ends the session, and its owner is told; a browser forgets the
 * cookie, and whoever asked signs in again.
 */
export async function refuseDeadToken(ctx: Context, call: Call, { refreshToken }: Shown): Promise<Fault> {
  const held = await exchangeRefreshToken(ctx, call, { refreshToken, confirms: true });
  if (held instanceof Fault) return held;
  throw new Error('a refresh token that was dead has come to life');
}

type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

async function find(ctx: Context, token: string) {
  return sqlOf(ctx.em)
    .selectFrom('refresh_token as held')
    .innerJoin('session', 'session.id', 'held.session_id')
    .leftJoin('refresh_token as successor', 'successor.hash', 'held.successor_hash')
    .select([
      'held.session_id',
      'held.used_at',
      'successor.hash as successor_hash',
      'successor.used_at as successor_used_at',
      'session.awaited_since',
      'session.last_used_at',
      'session.ended_at',
      'session.expires_at',
      'session.created_at',
    ])
    .where('held.hash', '=', sha256(token))
    .executeTakeFirst();
}

function isOfEnded(ctx: Context, held: Found): boolean {
  return isOver(ctx, {
    endedAt: toInstantOrNull(held.ended_at),
    expiresAt: toInstant(held.expires_at),
    createdAt: toInstant(held.created_at),
  });
}

/** Beyond having its answer again: somebody has gone on with that, or it was replaced. */
function isSpent(ctx: Context, held: Found): boolean {
  if (held.used_at === null) return false;
  if (held.successor_hash === null || held.successor_used_at !== null) return true;
  const awaitedSince = toInstantOrNull(held.awaited_since);
  const isLost = isAwaited({ awaitedSince, lastUsedAt: toInstant(held.last_used_at) });
  return isLate(ctx.clock.now(), toInstant(held.used_at)) && !isLost;
}
