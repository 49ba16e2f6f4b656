import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { endSessions } from './end-sessions.ts';
import { type EndedSessions, type EndSessionInput, SESSION_NOT_FOUND } from './sessions.contract.ts';
import { SessionEntity } from './sessions.entity.ts';

/** Ends one of one's own sessions. Somebody else's answers as one that does not exist. */
export async function endSession(ctx: Context, input: EndSessionInput): Promise<Record<string, never>> {
  const { accountId } = accountOf(ctx.actor);
  const session = await ctx.em.findOne(SessionEntity, { id: input.sessionId, accountId });
  if (session === null) throw new Fault(SESSION_NOT_FOUND);
  await endSessions(ctx, { sessionIds: [session.id], reason: 'ended' });
  return {};
}

/** Ends all of one's own sessions but the one that asks. */
export async function endOtherSessions(ctx: Context): Promise<EndedSessions> {
  const { accountId, sessionId } = accountOf(ctx.actor);
  const others = await ctx.em.find(
    SessionEntity,
    { accountId, endedAt: null, id: { $ne: sessionId } },
    { fields: ['id'] },
  );
  return { ended: await endSessions(ctx, { sessionIds: others.map((one) => one.id), reason: 'ended' }) };
}
