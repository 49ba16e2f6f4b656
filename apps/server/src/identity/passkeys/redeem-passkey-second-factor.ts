import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { RecoveryAllowed } from '../second-factors/second-factors.contract.ts';
import { completeTicket } from '../sign-in-tickets/complete-ticket.ts';
import type { HeldTicket } from '../sign-in-tickets/lock-ticket.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { lockTicketOwingPasskey } from './lock-ticket-owing-passkey.ts';
import type { RedeemPasskeySecondFactorInput, ShowPasskeyForRecoveryInput } from './passkeys.contract.ts';
import { verifyPasskeyResponse } from './verify-passkey-response.ts';

/** Open to whoever holds the ticket of a sign-in: the passkey is the proof that was still owed. */
export async function redeemPasskeySecondFactor(
  ctx: Context,
  input: RedeemPasskeySecondFactorInput,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const shown = await showPasskey(ctx, input, 'sign-in');
  return shown instanceof Fault
    ? shown
    : completeTicket(ctx, call, { ...shown, kind: 'passkey', deliver: input.deliver });
}

/** Open to whoever holds the ticket of a recovery. It ends in no session: the ticket owes nothing from now on. */
export async function redeemPasskeyForRecovery(
  ctx: Context,
  input: ShowPasskeyForRecoveryInput,
  call: Call,
): Promise<RecoveryAllowed | Fault> {
  const shown = await showPasskey(ctx, input, 'recovery');
  if (shown instanceof Fault) return shown;
  await completeTicket(ctx, call, { ...shown, kind: 'passkey', deliver: 'body' });
  return { ticket: input.ticket };
}

/**
 * A wrong passkey is not counted with wrong codes: nobody guesses a signature, and whoever is kept waiting for a
 * code may well have the passkey.
 */
async function showPasskey(
  ctx: Context,
  { ticket, ceremonyId, response }: ShowPasskeyForRecoveryInput,
  purpose: 'sign-in' | 'recovery',
): Promise<{ held: HeldTicket; passkeyId: string } | Fault> {
  const held = await lockTicketOwingPasskey(ctx, ticket, [purpose]);
  const { accountId, tokenHash: ticketHash } = held.ticket;
  const holder = { kind: 'second-factor', accountId, ticketHash } as const;
  const passkey = await verifyPasskeyResponse(ctx, { ...holder, ceremonyId, response });
  return passkey instanceof Fault ? passkey : { held, passkeyId: passkey.id };
}
