import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { OneTimeCodeEntity } from '../codes/codes.entity.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { passFirstFactorAgain } from './pass-first-factor-again.ts';
import type { ReauthenticateWithCodeInput, ReauthenticationOutcome } from './reauthentications.contract.ts';

/** By the mailed code. Of another session, even of the same account, it is no code at all and stays unused. */
export async function reauthenticateWithCode(
  ctx: Context,
  input: ReauthenticateWithCodeInput,
  call: Call,
): Promise<ReauthenticationOutcome | Fault> {
  const { accountId, sessionId } = accountOf(ctx.actor);
  const asked = { purpose: 'reauthentication', ticket: input.ticket, code: input.code } as const;
  const named = await ctx.em.findOne(OneTimeCodeEntity, { id: asked.ticket, purpose: asked.purpose });
  if (named?.intent.sessionId !== sessionId) return new Fault(CODE_WRONG);
  const code = await redeemCode(ctx, asked);
  if (code instanceof Fault) return code;
  // It is worth nothing once the account has another address.
  const account = await ctx.em.findOne(AccountEntity, { id: accountId, addressKey: code.addressKey });
  if (account === null) return new Fault(CODE_WRONG);
  return passFirstFactorAgain(ctx, call, { firstFactor: 'mail-code', refreshToken: input.refreshToken });
}
