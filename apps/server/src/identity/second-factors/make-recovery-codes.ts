import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { outdateProofs } from '../sessions/outdate-proofs.ts';
import { lockOwner } from './confirm-factor.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { type RecoveryCodes, SECOND_FACTOR_OFF } from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

/** One's own account; the gate has made sure that it is fresh. */
export async function makeRecoveryCodes(ctx: Context): Promise<RecoveryCodes> {
  const doer = await lockOwner(ctx);
  const accountId = doer.account.id;
  if ((await ctx.em.count(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } })) === 0)
    throw new Fault(SECOND_FACTOR_OFF);
  const now = ctx.clock.now();
  await outdateProofs(ctx, { accountId, exceptSessionId: doer.sessionId });
  await notifyOwner(ctx, 'recovery-codes-made', { ...doer, made: { codesMadeAt: now.toISOString() } });
  return { codes: await replaceRecoveryCodes(ctx, accountId, now) };
}
