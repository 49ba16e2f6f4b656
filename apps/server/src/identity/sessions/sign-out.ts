import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { endSessions } from './end-sessions.ts';
import type { SignOutInput } from './sessions.contract.ts';
import { RefreshTokenEntity } from './sessions.entity.ts';

/** Open to everybody: signing out works with whatever is left of a session, and twice as well as once. */
export async function signOut(ctx: Context, input: SignOutInput, call: Call): Promise<Record<string, never>> {
  const token = input.refreshToken ?? call.refreshCookie.read();
  const held = token === undefined ? null : await ctx.em.findOne(RefreshTokenEntity, { hash: sha256(token) });
  const sessionIds = [held?.sessionId, ctx.actor.kind === 'account' ? ctx.actor.sessionId : undefined];
  await endSessions(ctx, { sessionIds: sessionIds.filter((id) => id !== undefined), reason: 'signed-out' });
  call.refreshCookie.clear();
  return {};
}
