import type { Context } from '../../kernel/context.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import { isMailboxAlone } from '../sign-in-tickets/is-mailbox-alone.ts';
import { PasskeyEntity } from './passkeys.entity.ts';

/**
 * Whether an account cannot do without these passkeys: it has chosen passkeys as its second factor, which nobody could show
 * any more, or they are all that is asked for beside a mailed code.
 */
export async function isPasskeyNeeded(
  ctx: Context,
  { accountId, passkeyIds }: { accountId: string; passkeyIds: readonly string[] },
): Promise<boolean> {
  if ((await ctx.em.count(PasskeyEntity, { accountId, id: { $nin: [...passkeyIds] } })) === 0) {
    const chosen = { accountId, kind: 'passkey', confirmedAt: { $ne: null } } as const;
    if ((await ctx.em.count(SecondFactorEntity, chosen)) > 0) return true;
  }
  return isMailboxAlone(ctx, { accountId, passkeyIds });
}
