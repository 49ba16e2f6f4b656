import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { outdateProofs } from '../sessions/outdate-proofs.ts';
import { isMailboxAlone } from '../sign-in-tickets/is-mailbox-alone.ts';
import { lockOwner } from './confirm-factor.ts';
import { deleteRecoveryCodes } from './recovery-codes.ts';
import {
  FIRST_FACTOR_MISSING,
  type RemoveFactorInput,
  SECOND_FACTOR_NOT_FOUND,
} from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

/**
 * One's own account; the gate has made sure that it is fresh. The recovery codes end with the last factor. A mailed code
 * is never left as a second factor that only the mailbox stands beside.
 */
export async function removeSecondFactor(
  ctx: Context,
  { kind }: RemoveFactorInput,
): Promise<Record<string, never>> {
  const doer = await lockOwner(ctx);
  const factor = await ctx.em.findOne(SecondFactorEntity, { accountId: doer.account.id, kind });
  if (factor === null) throw new Fault(SECOND_FACTOR_NOT_FOUND);
  const accountId = doer.account.id;
  const others = { accountId, kind: { $ne: kind }, confirmedAt: { $ne: null } };
  const isOnStill = (await ctx.em.count(SecondFactorEntity, others)) > 0;
  if (await isMailboxAlone(ctx, { accountId, choice: kind })) throw new Fault(FIRST_FACTOR_MISSING);
  ctx.em.remove(factor);
  if (!isOnStill) await deleteRecoveryCodes(ctx, accountId);
  // Nobody was ever asked for one that was not confirmed.
  if (!factor.confirmedAt) return {};
  // Announced with it, because whoever has none any more may owe one.
  await outdateProofs(ctx, { accountId, exceptSessionId: doer.sessionId });
  await notifyOwner(ctx, 'second-factor-removed', doer);
  return {};
}
