import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { SessionRow } from './sessions.entity.ts';

/**
 * When a session ends that is used now: a while after its last use, but never later than its whole lifetime allows,
 * however often it is used (ASVS 7.3.2).
 */
export function endOfSession(ctx: Context, createdAt: Date): Date {
  const unused = after(ctx.clock.now(), ctx.config.SESSION_LIFETIME_DAYS * DAY_MS);
  return new Date(Math.min(unused.getTime(), latestEnd(ctx, createdAt).getTime()));
}

/** Also where the whole lifetime was made shorter after the session had begun. */
export function isOver(
  ctx: Context,
  session: Pick<SessionRow, 'endedAt' | 'expiresAt' | 'createdAt'>,
): boolean {
  const now = ctx.clock.now();
  return Boolean(session.endedAt) || session.expiresAt <= now || latestEnd(ctx, session.createdAt) <= now;
}

function latestEnd(ctx: Context, createdAt: Date): Date {
  return after(createdAt, ctx.config.SESSION_MAX_LIFETIME_DAYS * DAY_MS);
}
