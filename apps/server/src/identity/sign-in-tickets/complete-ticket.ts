import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { startSession } from '../sessions/start-session.ts';
import type { HeldTicket } from './lock-ticket.ts';
import type { SecondFactorKind, SignInOutcome } from './sign-in-tickets.contract.ts';

/**
 * Ends a second factor that has been shown, by what its ticket is for: a sign-in ends in a session, and the ticket
 * with it. For any other purpose the ticket owes nothing from now on, and whoever asked for it goes on from there;
 * the outcome is then empty. The ticket is one that `lockTicket` holds.
 */
export async function completeTicket(
  ctx: Context,
  call: Call,
  given: { held: HeldTicket; kind: SecondFactorKind; passkeyId?: string; deliver: 'body' | 'cookie' },
): Promise<SignInOutcome> {
  const { held, kind, passkeyId, deliver } = given;
  const { ticket, account } = held;
  const now = ctx.clock.now();
  Object.assign(ticket, { completedAt: now, secondFactor: kind, passkeyId: passkeyId ?? null });
  await ctx.em.nativeUpdate(SecondFactorEntity, { accountId: account.id, kind } as object, {
    lastUsedAt: now,
  });
  const factors = [ticket.firstFactor, kind];
  const isSignIn = ticket.purpose === 'sign-in';
  if (isSignIn) ticket.consumedAt = now;
  const session = isSignIn ? await startSession(ctx, call, { account, deliver, factors, passkeyId }) : null;
  if (kind === 'recovery-code')
    await notifyOwner(ctx, 'recovery-code-used', {
      account,
      device: call.device,
      sessionId: session?.sessionId ?? ticket.sessionId ?? null,
    });
  return { session, secondFactor: null };
}
