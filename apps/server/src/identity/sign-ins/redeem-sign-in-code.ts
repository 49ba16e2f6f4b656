import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { CODE_WRONG, type RedeemCodeInput } from '../codes/codes.contract.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import type { SessionTokens } from '../sessions/sessions.contract.ts';
import { startSession } from '../sessions/start-session.ts';

/** Open to everybody: the code is the proof. It is worth nothing once the account has another address. */
export async function redeemSignInCode(
  ctx: Context,
  input: RedeemCodeInput,
  call: Call,
): Promise<SessionTokens | Fault> {
  const code = await redeemCode(ctx, { purpose: 'sign-in', ticket: input.ticket, code: input.code });
  if (code instanceof Fault) return code;
  const accountId = code.intent.accountId;
  if (typeof accountId !== 'string') return new Fault(CODE_WRONG);
  const account = await ctx.em.findOne(AccountEntity, { id: accountId, addressKey: code.addressKey });
  if (account === null) return new Fault(CODE_WRONG);
  if (account.disabledAt) return new Fault(ACCOUNT_DISABLED);
  return startSession(ctx, call, { account, deliver: input.deliver });
}
