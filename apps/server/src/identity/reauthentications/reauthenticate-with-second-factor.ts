import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Compared } from '../second-factors/compare-password.ts';
import { showSecondFactor } from '../second-factors/show-second-factor.ts';
import { completeTicket } from '../sign-in-tickets/complete-ticket.ts';
import type {
  ReauthenticateWithSecondFactorInput,
  ReauthenticationOutcome,
} from './reauthentications.contract.ts';
import { refreshProof } from './refresh-proof.ts';

/** The second step. A ticket that another session was given is none here, and this one is spent by it. */
export async function reauthenticateWithSecondFactor(
  ctx: Context,
  input: ReauthenticateWithSecondFactorInput & Compared,
  call: Call,
): Promise<ReauthenticationOutcome | Fault> {
  const { sessionId } = accountOf(ctx.actor);
  const held = await showSecondFactor(ctx, { ...input, purposes: ['reauthentication'], sessionId });
  if (held instanceof Fault) return held;
  await completeTicket(ctx, call, { held, kind: input.kind, deliver: 'body' });
  held.ticket.consumedAt = ctx.clock.now();
  const factors = [held.ticket.firstFactor, input.kind];
  return refreshProof(ctx, call, { factors, refreshToken: input.refreshToken });
}
