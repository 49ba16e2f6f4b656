import type { Context } from '../../kernel/context.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';
import { isSeasoned, seasonedBefore } from '../quarantine/quarantine.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import type { SecondFactorKind } from './sign-in-tickets.contract.ts';

/** What is about to be removed. */
export type Without = {
  accountId: string;
  choice?: SecondFactorKind;
  password?: true;
  passkeyIds?: readonly string[];
};

/**
 * Whether an account that has chosen the mailed code as second factor would be opened by its mailbox alone, without what is
 * about to be removed. What is new stands in for nothing: in its first day whoever reads the mailbox takes it off by
 * “This was not me”. Nor do recovery codes, which run out.
 */
export async function isMailboxAlone(ctx: Context, without: Without): Promise<boolean> {
  const { accountId, choice, password, passkeyIds = [] } = without;
  const chosen = await ctx.em.find(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } });
  const left = chosen.filter(({ kind }) => kind !== choice);
  if (!left.some(({ kind }) => kind === 'mail-code')) return false;
  if (left.some(({ kind, confirmedAt }) => kind !== 'mail-code' && isSeasoned(ctx, confirmedAt as Date)))
    return false;
  if (!password && (await ctx.em.count(PasswordEntity, { accountId })) > 0) return false;
  const seasoned = { accountId, id: { $nin: [...passkeyIds] }, createdAt: { $lte: seasonedBefore(ctx) } };
  return (await ctx.em.count(PasskeyEntity, seasoned)) === 0;
}
