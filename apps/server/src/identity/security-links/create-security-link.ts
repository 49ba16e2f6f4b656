import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { type LINK_PURPOSES, SecurityLinkEntity } from './security-links.entity.ts';

/** A token for a link in a security mail: 256 random bits, of which only the hash is kept. */
export function createSecurityLink(
  ctx: Context,
  given: {
    purpose: (typeof LINK_PURPOSES)[number];
    accountId: string;
    sessionId?: string | null;
    details?: Record<string, unknown>;
    lifetimeMs: number;
  },
): string {
  const token = randomToken();
  const now = ctx.clock.now();
  ctx.em.create(
    SecurityLinkEntity,
    {
      tokenHash: sha256(token),
      purpose: given.purpose,
      accountId: given.accountId,
      sessionId: given.sessionId ?? null,
      details: given.details ?? {},
      createdAt: now,
      expiresAt: after(now, given.lifetimeMs),
    },
    { persist: true },
  );
  return token;
}
