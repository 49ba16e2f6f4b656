import type { Context } from '../../kernel/context.ts';
import { isMailboxAlone } from '../sign-in-tickets/is-mailbox-alone.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';
import { PasswordEntity } from './passwords.entity.ts';

/**
 * Removes the password of an account, with every attempt in which it may have been shown. It is kept where the mailed
 * code is the second factor and nothing but the password, or what is new, stands beside it: the mailbox would otherwise
 * open the account alone. With `changedAts` only one that was set at one of these times is meant. Who calls holds the
 * account.
 */
export async function dropPassword(
  ctx: Context,
  { accountId, changedAts }: { accountId: string; changedAts?: Date[] },
): Promise<'untouched' | 'removed' | 'kept'> {
  if (await isMailboxAlone(ctx, { accountId, password: true })) return 'kept';
  const meant = { accountId, ...(changedAts && { changedAt: { $in: changedAts } }) };
  if ((await ctx.em.nativeDelete(PasswordEntity, meant)) === 0) return 'untouched';
  await voidTickets(ctx, { accountId });
  return 'removed';
}
