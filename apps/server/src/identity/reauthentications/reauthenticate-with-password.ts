import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { limitTries } from '../codes/limit-tries.ts';
import { acceptPassword, type ComparedPassword, passwordTriesKey } from '../passwords/compare-password.ts';
import { passFirstFactorAgain } from './pass-first-factor-again.ts';
import { PASSWORD_WRONG, type ReauthenticationOutcome } from './reauthentications.contract.ts';

/** By the password, which was compared before: whether anybody is told how that ended, the counter decides. */
export async function reauthenticateWithPassword(
  ctx: Context,
  given: { compared: ComparedPassword; refreshToken?: string | undefined },
  call: Call,
): Promise<ReauthenticationOutcome | Fault> {
  const { profile } = accountOf(ctx.actor);
  const shown = await limitTries(ctx, {
    key: passwordTriesKey(addressKey(profile.address)),
    wrong: PASSWORD_WRONG,
    attempt: () => acceptPassword(ctx, given.compared),
  });
  if (shown instanceof Fault) return shown;
  return passFirstFactorAgain(ctx, call, { firstFactor: 'password', refreshToken: given.refreshToken });
}
