import { verify } from '@node-rs/argon2';
import type { Context } from '../../kernel/context.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';
import { SignInTicketEntity } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import type { ShowFactorInput } from './second-factors.contract.ts';

/** What came of comparing a password before the transaction; it is worth nothing until `acceptPassword` has looked. */
export type Compared = { compared: { changedAt: Date } | null };

/**
 * The `prepare` of every procedure that shows a second factor: compares a password, and nothing else, because hashing
 * it must not hold a transaction open. Whether the try counts, and may be answered at all, is decided within.
 */
export async function compareShownPassword(
  ctx: Context,
  { ticket, kind, code }: ShowFactorInput,
): Promise<Compared> {
  if (kind !== 'password') return { compared: null };
  const held = await ctx.em.findOne(SignInTicketEntity, { tokenHash: sha256(ticket), consumedAt: null });
  if (held === null || held.expiresAt <= ctx.clock.now()) return { compared: null };
  const kept = await ctx.em.findOne(PasswordEntity, { accountId: held.accountId });
  const isRight = kept !== null && (await verify(kept.hash, code).catch(() => false));
  return { compared: isRight ? { changedAt: kept.changedAt } : null };
}

/** Whether the right password still is the password. Called behind the counter of wrong tries. */
export async function acceptPassword(
  ctx: Context,
  accountId: string,
  { compared }: Compared,
): Promise<boolean> {
  if (compared === null) return false;
  const kept = await ctx.em.findOne(PasswordEntity, { accountId }, { refresh: true });
  return kept?.changedAt.getTime() === compared.changedAt.getTime();
}
