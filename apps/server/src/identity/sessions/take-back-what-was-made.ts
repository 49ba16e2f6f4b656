import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../api-keys/api-keys.entity.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { QUARANTINE_MS } from '../quarantine/quarantine.ts';
import { deleteRecoveryCodes } from '../second-factors/recovery-codes.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import { SecurityLinkEntity } from '../security-links/security-links.entity.ts';
import { MadeBySession } from '../security-notices/security-notices.contract.ts';

/**
 * Ends the API keys and the passkeys that a session has made, by the links of the mails that told of them: each
 * would let a stranger in again. A second factor goes as long as it is new, because a stranger's would keep the owner
 * out; later it stays, so that whoever reads the mailbox alone cannot take away what stands beside it.
 */
export async function takeBackWhatWasMade(
  ctx: Context,
  by: { accountId: string; sessionId: string },
): Promise<{ apiKeys: number; passkeys: number; secondFactors: number }> {
  const links = await ctx.em.find(SecurityLinkEntity, { ...by, purpose: 'not-me' });
  const made = links.map(({ details }) => MadeBySession.parse(details));
  const apiKeyIds = made.flatMap(({ apiKeyId }) => apiKeyId ?? []);
  const passkeyIds = made.flatMap(({ passkeyId }) => passkeyId ?? []);
  const secondFactorIds = made.flatMap(({ secondFactorId }) => secondFactorId ?? []);
  const { accountId } = by;
  return {
    apiKeys: await revokeKeys(ctx, apiKeyIds),
    secondFactors: await removeNewFactors(ctx, accountId, secondFactorIds),
    passkeys: await ctx.em.nativeDelete(PasskeyEntity, { accountId, id: { $in: passkeyIds } }),
  };
}

async function removeNewFactors(ctx: Context, accountId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const since = after(ctx.clock.now(), -QUARANTINE_MS);
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
