import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { SESSION_ENDS } from './sessions.entity.ts';

/** Ends sessions that are not over, and tells every process; their tokens are dead from then on. */
export async function endSessions(
  ctx: Context,
  which: { sessionIds: readonly string[]; reason: (typeof SESSION_ENDS)[number] },
): Promise<number> {
  if (which.sessionIds.length === 0) return 0;
  const ended = await sqlOf(ctx.em)
    .updateTable('session')
    .set({ ended_at: instantFor(ctx.em, ctx.clock.now()), end_reason: which.reason })
    .where('id', 'in', which.sessionIds)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of ended) await announce(ctx.em, { sessionId: id });
  return ended.length;
}
