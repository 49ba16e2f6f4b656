import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { CODE_WRONG, type RedeemCodeInput } from '../codes/codes.contract.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { passFirstFactor } from './pass-first-factor.ts';

/** Open to everybody: the code is the proof. It is worth nothing once the account has another address. */
export async function redeemSignInCode(
  ctx: Context,
  input: RedeemCodeInput,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const code = await redeemCode(ctx, { purpose: 'sign-in', ticket: input.ticket, code: input.code });
  if (code instanceof Fault) return code;
  const accountId = code.intent.accountId;
  if (typeof accountId !== 'string') return new Fault(CODE_WRONG);
  const account = await ctx.em.findOne(AccountEntity, { id: accountId, addressKey: code.addressKey });
  if (account === null) return new Fault(CODE_WRONG);
  return passFirstFactor(ctx, call, { account, firstFactor: 'mail-code', deliver: input.deliver });
}
