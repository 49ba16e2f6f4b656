import { after, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { EnrolmentEntity } from './enrolments.entity.ts';

const LIFETIME_MS = 24 * HOUR_MS;

export type Enrolment = { url: string; expiresAt: Date };

/**
 * A one-time link that makes a superuser. No procedure offers it: it is reached from the process's own
 * console and from the admin listener alone. The token stands in the fragment, which no server logs.
 */
export async function createEnrolment(ctx: Context): Promise<Enrolment> {
  const token = randomToken();
  const expiresAt = after(ctx.clock.now(), LIFETIME_MS);
  await ctx.em.insert(EnrolmentEntity, { tokenHash: sha256(token), createdAt: ctx.clock.now(), expiresAt });
  return { url: `${ctx.config.PUBLIC_URL}/enrol#${token}`, expiresAt };
}

export async function hasSuperuser(ctx: Context): Promise<boolean> {
  return (await ctx.em.count(AccountEntity, { role: 'superuser', disabledAt: null })) > 0;
}
