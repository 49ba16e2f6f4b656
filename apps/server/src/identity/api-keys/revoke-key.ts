import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { API_KEY_NOT_FOUND, type RevokeApiKeyInput } from './api-keys.contract.ts';
import { ApiKeyEntity } from './api-keys.entity.ts';

/** Ends one of one's own keys, on every process. Somebody else's answers as one that does not exist. */
export async function revokeKey(ctx: Context, input: RevokeApiKeyInput): Promise<Record<string, never>> {
  return revokeKeyOf(ctx, accountOf(ctx.actor).accountId, input);
}

export async function revokeKeyOf(
  ctx: Context,
  accountId: string,
  input: RevokeApiKeyInput,
): Promise<Record<string, never>> {
  const key = await ctx.em.findOne(ApiKeyEntity, { id: input.keyId, accountId });
  if (key === null) throw new Fault(API_KEY_NOT_FOUND);
  if (key.revokedAt) return {};
  key.revokedAt = ctx.clock.now();
  recordAuditEntry(ctx, { action: 'api-key.revoked', subjectType: 'api-key', subjectId: key.id });
  await announce(ctx.em, { apiKeyId: key.id });
  return {};
}
