import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { TICKET_INVALID } from './sign-in-tickets.contract.ts';
import { SignInTicketEntity, type SignInTicketRow, type TicketPurpose } from './sign-in-tickets.entity.ts';

export type HeldTicket = { ticket: SignInTicketRow; account: AccountRow };

/**
 * The ticket that somebody holds, for what it was made for alone, with its account. Several calls with one ticket
 * stand in line here: whoever comes second sees what the first has done. Refuses with TICKET_INVALID,
 * ACCOUNT_DISABLED.
 */
export async function lockTicket(
  ctx: Context,
  token: string,
  purposes: readonly TicketPurpose[],
): Promise<HeldTicket> {
  const ticket = await ctx.em.findOne(
    SignInTicketEntity,
    { tokenHash: sha256(token), purpose: { $in: [...purposes] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (ticket === null || ticket.consumedAt || ticket.expiresAt <= ctx.clock.now())
    throw new Fault(TICKET_INVALID);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: ticket.accountId });
  if (account.isSystem) throw new Fault(TICKET_INVALID);
  if (account.disabledAt) throw new Fault(ACCOUNT_DISABLED);
  return { ticket, account };
}
