import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { limitTries } from '../codes/limit-tries.ts';
import { takeIntoWelcome } from '../registrations/send-welcome.ts';
import { beginFactor, confirmFactor, findUnconfirmed, lockOwner } from './confirm-factor.ts';
import type { ConfirmFactorInput, FactorAdded, TotpStart } from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';
import { asDigits, triesOf } from './shown-codes.ts';
import { makeSeed, takeTotpStep } from './totp.ts';

/** One's own account; the gate has made sure that it is fresh. It is not asked for before it is confirmed. */
export async function startTotp(ctx: Context): Promise<TotpStart> {
  const { account } = await lockOwner(ctx);
  const id = newId();
  const { sealed, secret, uri } = makeSeed(ctx, { factorId: id, account });
  await beginFactor(ctx, account.id, { id, kind: 'totp', secret: sealed });
  return { secret, uri };
}

/**
 * One's own account. The digits show that the app has the seed; their step counts as taken. An app that belongs to the
 * registration takes the place of the mailed code that stood in for it.
 */
export async function confirmTotp(ctx: Context, input: ConfirmFactorInput): Promise<FactorAdded | Fault> {
  const { profile } = accountOf(ctx.actor);
  return limitTries(ctx, {
    key: triesOf(profile.address),
    wrong: CODE_WRONG,
    attempt: async () => {
      const doer = await lockOwner(ctx);
      const factor = await findUnconfirmed(ctx, doer.account.id, 'totp');
      if (factor === null || !takeTotpStep(ctx, factor, asDigits(input.code))) return undefined;
      const isWelcomed = await takeIntoWelcome(ctx, doer);
      const added = await confirmFactor(ctx, factor, { ...doer, isWelcomed });
      if (isWelcomed)
        await ctx.em.nativeDelete(SecondFactorEntity, { accountId: doer.account.id, kind: 'mail-code' });
      return added;
    },
  });
}
