import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { lockOwner } from './confirm-factor.ts';
import { deleteRecoveryCodes } from './recovery-codes.ts';
import { type RemoveFactorInput, SECOND_FACTOR_NOT_FOUND } from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

/** One's own account; the gate has made sure that it is fresh. The recovery codes end with the last factor. */
export async function removeSecondFactor(
  ctx: Context,
  { kind }: RemoveFactorInput,
): Promise<Record<string, never>> {
  const doer = await lockOwner(ctx);
  const factor = await ctx.em.findOne(SecondFactorEntity, { accountId: doer.account.id, kind });
  if (factor === null) throw new Fault(SECOND_FACTOR_NOT_FOUND);
  ctx.em.remove(factor);
  const isOnStill = { accountId: doer.account.id, kind: { $ne: kind }, confirmedAt: { $ne: null } };
  if ((await ctx.em.count(SecondFactorEntity, isOnStill)) === 0)
    await deleteRecoveryCodes(ctx, doer.account.id);
  // Nobody was ever asked for one that was not confirmed.
  if (factor.confirmedAt) await notifyOwner(ctx, 'second-factor-removed', doer);
  return {};
}
