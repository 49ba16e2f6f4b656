import type { Context } from '../../kernel/context.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import { isMailboxAlone } from '../sign-in-tickets/list-owed-factors.ts';

/**
 * Whether an account cannot do without its last passkey: it has chosen passkeys as its second factor, which nobody
 * could show any more, or a passkey is all that is asked for beside a mailed code.
 */
export async function isPasskeyNeeded(ctx: Context, accountId: string): Promise<boolean> {
  const chosen = { accountId, kind: 'passkey', confirmedAt: { $ne: null } } as const;
  if ((await ctx.em.count(SecondFactorEntity, chosen)) > 0) return true;
  return isMailboxAlone(ctx, { accountId, removed: 'passkey' });
}
