import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { completeTicket } from '../sign-in-tickets/complete-ticket.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { lockTicketOwingPasskey } from './lock-ticket-owing-passkey.ts';
import type { RedeemPasskeySecondFactorInput } from './passkeys.contract.ts';
import { verifyPasskeyResponse } from './verify-passkey-response.ts';

/**
 * Open to whoever holds the ticket: the passkey is the proof. A wrong one is not counted with wrong codes: nobody
 * guesses a signature, and whoever is kept waiting for a code may well have the passkey.
 */
export async function redeemPasskeySecondFactor(
  ctx: Context,
  input: RedeemPasskeySecondFactorInput,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const held = await lockTicketOwingPasskey(ctx, input.ticket);
  const { accountId, tokenHash } = held.ticket;
  const passkey = await verifyPasskeyResponse(ctx, {
    kind: 'second-factor',
    accountId,
    ticketHash: tokenHash,
    ceremonyId: input.ceremonyId,
    response: input.response,
  });
  if (passkey instanceof Fault) return passkey;
  return completeTicket(ctx, call, { held, kind: 'passkey', deliver: input.deliver });
}
