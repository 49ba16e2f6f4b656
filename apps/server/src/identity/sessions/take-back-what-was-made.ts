import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../api-keys/api-keys.entity.ts';
import { isPasskeyNeeded } from '../passkeys/is-passkey-needed.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { dropPassword } from '../passwords/drop-password.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';
import { isSeasoned, seasonedBefore } from '../quarantine/quarantine.ts';
import { deleteRecoveryCodes } from '../second-factors/recovery-codes.ts';
import { RecoveryCodeEntity, SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import type { MadeBySession } from '../security-notices/security-notices.contract.ts';
import type { TakenBack } from './session-reported.mail.ts';

/**
 * Ends what a stranger has made to get in again, and nothing that was made in its place since: a password is told by
 * when it was set, and codes by when they were made. A second factor goes as long as it is new, because a stranger's
 * would keep the owner out; later it stays, so that whoever reads the mailbox alone cannot take away what stands
 * beside it. Who calls holds the account.
 */
export async function takeBackWhatWasMade(
  ctx: Context,
  { accountId, made }: { accountId: string; made: readonly MadeBySession[] },
): Promise<TakenBack> {
  const all = <Name extends keyof MadeBySession>(name: Name) => made.flatMap((one) => one[name] ?? []);
  const apiKeys = await revokeKeys(ctx, all('apiKeyId'));
  const secondFactors = await removeNewFactors(ctx, accountId, all('secondFactorId'));
  const passkeys = await removePasskeys(ctx, accountId, all('passkeyId'));
  const password = await removeSetPassword(ctx, accountId, all('passwordChangedAt'));
  const recoveryCodes = await ctx.em.nativeDelete(RecoveryCodeEntity, {
    accountId,
    createdAt: { $in: all('codesMadeAt').map((at) => new Date(at)) },
  });
  return { apiKeys, ...passkeys, secondFactors, password, recoveryCodes };
}

/**
 * It stays where the mailed code is the second factor and stands beside the password alone: without it whoever reads
 * the mailbox would need nothing else, and an owner who had set it, and whose link somebody has found, would have lost
 * the half that the finder has not. A stranger with the password still needs the mailbox.
 */
async function removeSetPassword(
  ctx: Context,
  accountId: string,
  changedAts: readonly string[],
): Promise<TakenBack['password']> {
  const set = changedAts.map((at) => new Date(at));
  const isThere =
    set.length > 0 && (await ctx.em.count(PasswordEntity, { accountId, changedAt: { $in: set } })) > 0;
  return isThere ? dropPassword(ctx, { accountId, changedAts: set }) : 'untouched';
}

/**
 * Those that an account needs go in their first day alone, as second factors do: a stranger's would be
 * the way in that its owner has not. Later they stay, as a password does: the mailbox would be enough without them.
 */
async function removePasskeys(
  ctx: Context,
  accountId: string,
  ids: readonly string[],
): Promise<Pick<TakenBack, 'passkeys' | 'passkeysKept'>> {
  if (ids.length === 0) return { passkeys: 0, passkeysKept: 0 };
  const made = await ctx.em.find(PasskeyEntity, { accountId, id: { $in: [...ids] } });
  const isNeeded = await isPasskeyNeeded(ctx, { accountId, passkeyIds: ids });
  const kept = isNeeded ? made.filter(({ createdAt }) => isSeasoned(ctx, createdAt)) : [];
  const removed = made.filter((one) => !kept.includes(one)).map(({ id }) => id);
  return {
    passkeys: await ctx.em.nativeDelete(PasskeyEntity, { accountId, id: { $in: removed } }),
    passkeysKept: kept.length,
  };
}

async function removeNewFactors(ctx: Context, accountId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const since = seasonedBefore(ctx);
  const removed = await ctx.em.nativeDelete(SecondFactorEntity, {
    accountId,
    id: { $in: [...ids] },
    confirmedAt: { $gt: since },
  });
  const left = await ctx.em.count(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } });
  if (left === 0) await deleteRecoveryCodes(ctx, accountId);
  return removed;
}

async function revokeKeys(ctx: Context, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const revoked = await sqlOf(ctx.em)
    .updateTable('api_key')
    .set({ revoked_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of revoked) await announce(ctx.em, { apiKeyId: id });
  return revoked.length;
}
