import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { openTicket } from '../sign-in-tickets/open-ticket.ts';
import { claimAddress } from '../sign-ins/claim-address.ts';
import type { RecoveryStep, RedeemRecoveryInput } from './recoveries.contract.ts';

/**
 * Open to everybody: the code is the proof of the mailbox, and of nothing else. It gives a ticket and no session;
 * whoever has a second factor owes it here as at every sign-in.
 */
export async function redeemRecovery(
  ctx: Context,
  input: RedeemRecoveryInput,
): Promise<RecoveryStep | Fault> {
  const code = await redeemCode(ctx, { purpose: 'recovery', ticket: input.ticket, code: input.code });
  if (code instanceof Fault) return code;
  const { accountId } = code.intent;
  if (typeof accountId !== 'string') return new Fault(CODE_WRONG);
  const account = await ctx.em.findOne(AccountEntity, { id: accountId, addressKey: code.addressKey });
  if (account === null || account.isSystem) return new Fault(CODE_WRONG);
  if (account.disabledAt) return new Fault(ACCOUNT_DISABLED);
  await claimAddress(ctx, account);
  const factors = await listOwedFactors(ctx, { accountId, firstFactor: 'mail-code' });
  const step = openTicket(ctx, { purpose: 'recovery', accountId, firstFactor: 'mail-code', factors });
  return {
    ticket: step.ticket,
    expiresAt: step.expiresAt,
    secondFactor: factors.length === 0 ? null : step,
  };
}
