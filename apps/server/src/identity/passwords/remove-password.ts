import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { endFreshness } from '../sessions/end-freshness.ts';
import { dropPassword } from './drop-password.ts';
import { PASSWORD_NEEDED, type PasswordStatus } from './passwords.contract.ts';

/** Removes one's own password: the mailed code stays a way in. Without a password there is nothing to do. */
export async function removePassword(ctx: Context): Promise<PasswordStatus> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  // Nothing else that stands beside the mailbox is removed meanwhile.
  await holdAccount(ctx, accountId);
  const outcome = await dropPassword(ctx, { accountId });
  if (outcome === 'kept') throw new Fault(PASSWORD_NEEDED);
  if (outcome === 'removed') {
    await endFreshness(ctx, { accountId, exceptSessionId: sessionId });
    await notifyOwner(ctx, 'password-removed', { account, device, sessionId });
  }
  return { isSet: false, changedAt: null };
}
