import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { type HeldTicket, lockTicket } from '../sign-in-tickets/lock-ticket.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import type { TicketPurpose } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import { PASSKEY_NOT_OFFERED } from './passkeys.contract.ts';

/** The ticket that somebody holds, if a passkey is among what its account can show now. */
export async function lockTicketOwingPasskey(
  ctx: Context,
  token: string,
  purposes: readonly TicketPurpose[] = ['sign-in', 'recovery'],
): Promise<HeldTicket> {
  const held = await lockTicket(ctx, token, purposes);
  if (held.ticket.completedAt) throw new Fault(TICKET_INVALID);
  const { accountId, firstFactor } = held.ticket;
  const owed = await listOwedFactors(ctx, { accountId, firstFactor });
  if (!owed.includes('passkey')) throw new Fault(PASSKEY_NOT_OFFERED);
  return held;
}
