import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { type LINK_PURPOSES, SecurityLinkEntity, type SecurityLinkRow } from './security-links.entity.ts';

type Purpose = (typeof LINK_PURPOSES)[number];

/**
 * The link that a token names, for what it was made for alone, whether it was used or not; null once it is over.
 * Twins stand in line here.
 */
export async function lockLink(
  ctx: Context,
  purpose: Purpose,
  token: string,
): Promise<SecurityLinkRow | null> {
  const named = { tokenHash: sha256(token), purpose };
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const link = await ctx.em.findOne(SecurityLinkEntity, named, locked);
  return link === null || link.expiresAt <= ctx.clock.now() ? null : link;
}
