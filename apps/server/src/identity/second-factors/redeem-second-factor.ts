import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { completeTicket } from '../sign-in-tickets/complete-ticket.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import type { Compared } from './compare-password.ts';
import type { RecoveryAllowed, RedeemFactorInput, ShowFactorInput } from './second-factors.contract.ts';
import { showSecondFactor } from './show-second-factor.ts';

/** Open to whoever holds a ticket of a sign-in: the factor is the proof that was still owed. */
export async function redeemSecondFactor(
  ctx: Context,
  input: RedeemFactorInput & Compared,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const held = await showSecondFactor(ctx, { ...input, purposes: ['sign-in'] });
  return held instanceof Fault
    ? held
    : completeTicket(ctx, call, { held, kind: input.kind, deliver: input.deliver });
}

/** Open to whoever holds a ticket of a recovery. It ends in no session: the ticket owes nothing from now on. */
export async function redeemForRecovery(
  ctx: Context,
  input: ShowFactorInput & Compared,
  call: Call,
): Promise<RecoveryAllowed | Fault> {
  const held = await showSecondFactor(ctx, { ...input, purposes: ['recovery'] });
  if (held instanceof Fault) return held;
  await completeTicket(ctx, call, { held, kind: input.kind, deliver: 'body' });
  return { ticket: input.ticket };
}
