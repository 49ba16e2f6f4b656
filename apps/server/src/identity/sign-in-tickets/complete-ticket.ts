import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { startSession } from '../sessions/start-session.ts';
import type { HeldTicket } from './lock-ticket.ts';
import type { SecondFactorKind, SignInOutcome } from './sign-in-tickets.contract.ts';

/** Ends a ticket whose second factor has just been shown, and gives what it leads to: a session. */
export async function completeTicket(
  ctx: Context,
  call: Call,
  given: { held: HeldTicket; kind: SecondFactorKind; deliver: 'body' | 'cookie' },
): Promise<SignInOutcome> {
  const { ticket, account } = given.held;
  const now = ctx.clock.now();
  ticket.completedAt = now;
  ticket.consumedAt = now;
  const factors = [ticket.firstFactor, given.kind];
  const session = await startSession(ctx, call, { account, deliver: given.deliver, factors });
  return { session, secondFactor: null };
}
