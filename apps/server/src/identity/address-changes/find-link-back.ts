import type { Context } from '../../kernel/context.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { SecurityLinkEntity, type SecurityLinkRow } from '../security-links/security-links.entity.ts';

/** The open link by which an account could be put back to this address; the oldest, if there are several. */
export async function findLinkBack(
  ctx: Context,
  to: { accountId: string; addressKey: string },
): Promise<SecurityLinkRow | undefined> {
  const open = await ctx.em.find(
    SecurityLinkEntity,
    {
      accountId: to.accountId,
      purpose: 'undo-address-change',
      usedAt: null,
      expiresAt: { $gt: ctx.clock.now() },
    },
    { orderBy: { createdAt: 'asc' } },
  );
  return open.find(({ details }) => addressKey(String(details.address)) === to.addressKey);
}
