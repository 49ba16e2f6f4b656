import { LockMode } from '@mikro-orm/core';
import { accountOf } from '../../kernel/actor.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { type CreateApiKeyInput, type NewApiKey, TOO_MANY_API_KEYS } from './api-keys.contract.ts';
import { ApiKeyEntity } from './api-keys.entity.ts';
import { newKeyText } from './key-text.ts';

const MOST_KEYS = 50;
const ENDING_LENGTH = 4;

/** Makes a key for one's own account. It may do no more than its account may, and never what wants a fresh sign-in. */
export async function createKey(ctx: Context, input: CreateApiKeyInput): Promise<NewApiKey> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  const { account, made } = await makeKey(ctx, accountId, input);
  await notifyOwner(ctx, 'api-key-made', { account, device, sessionId, made: { apiKeyId: made.id } });
  return made;
}

/** The same for whoever may: with no word to the owner, which is for who calls. */
export async function makeKey(
  ctx: Context,
  accountId: string,
  input: CreateApiKeyInput,
): Promise<{ account: AccountRow; made: NewApiKey }> {
  // Locked, so that many at once do not each find room for one more.
  const account = await ctx.em.findOneOrFail(
    AccountEntity,
    { id: accountId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const now = ctx.clock.now();
  const living = await ctx.em.count(ApiKeyEntity, { accountId, revokedAt: null, expiresAt: { $gt: now } });
  if (living >= MOST_KEYS) throw new Fault(TOO_MANY_API_KEYS);
  const key = newKeyText();
  const shown = {
    id: newId(),
    name: input.name,
    ending: key.slice(-ENDING_LENGTH),
    scopes: [...new Set(input.scopes)],
    createdAt: now,
    expiresAt: after(now, input.expiresInDays * DAY_MS),
    lastUsedAt: null,
  };
  ctx.em.create(ApiKeyEntity, { ...shown, accountId, hash: sha256(key) }, { persist: true });
  return { account, made: { ...shown, key } };
}
