import type { Context } from '../../kernel/context.ts';
import { lockTicketOwingPasskey } from './lock-ticket-owing-passkey.ts';
import type { PasskeyCeremonyStarted, StartPasskeySecondFactorInput } from './passkeys.contract.ts';
import { startPasskeyCeremony } from './start-passkey-ceremony.ts';

/** Open to whoever holds a ticket that a passkey can complete. */
export async function startPasskeySecondFactor(
  ctx: Context,
  input: StartPasskeySecondFactorInput,
): Promise<PasskeyCeremonyStarted> {
  const { ticket } = await lockTicketOwingPasskey(ctx, input.ticket);
  return startPasskeyCeremony(ctx, {
    kind: 'second-factor',
    accountId: ticket.accountId,
    ticketHash: ticket.tokenHash,
  });
}
