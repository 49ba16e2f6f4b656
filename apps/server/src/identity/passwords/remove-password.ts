import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { lockPasskeys } from '../passkeys/lock-passkeys.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { isMailboxAlone } from '../sign-in-tickets/list-owed-factors.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';
import { PASSWORD_NEEDED, type PasswordStatus } from './passwords.contract.ts';
import { PasswordEntity } from './passwords.entity.ts';

/** Removes one's own password: the mailed code stays a way in. Without a password there is nothing to do. */
export async function removePassword(ctx: Context): Promise<PasswordStatus> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  // Nothing else that stands beside the mailbox is removed meanwhile.
  await lockPasskeys(ctx, accountId);
  if (await isMailboxAlone(ctx, { accountId, removed: 'password' })) throw new Fault(PASSWORD_NEEDED);
  const removed = await ctx.em.nativeDelete(PasswordEntity, { accountId });
  if (removed > 0) {
    await voidTickets(ctx, { accountId, firstFactor: 'password' });
    await notifyOwner(ctx, 'password-removed', { account, device, sessionId });
  }
  return { isSet: false, changedAt: null };
}
