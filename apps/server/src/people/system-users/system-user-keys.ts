import type { ApiKeyList, NewApiKey } from '../../identity/api-keys/api-keys.contract.ts';
import { makeKey } from '../../identity/api-keys/create-key.ts';
import { listKeysOf } from '../../identity/api-keys/list-keys.ts';
import { revokeKeyOf } from '../../identity/api-keys/revoke-key.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../accounts/accounts.entity.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import {
  type CreateSystemUserKeyInput,
  type RevokeSystemUserKeyInput,
  SYSTEM_USER_DISABLED,
  SYSTEM_USER_NOT_FOUND,
  type SystemUserInput,
} from './system-users.contract.ts';

/** Makes a key that acts for a system user. Keys of people are made by nobody but themselves. */
export async function createSystemUserKey(
  ctx: Context,
  { accountId, ...input }: CreateSystemUserKeyInput,
): Promise<NewApiKey> {
  const { disabledAt } = await findSystemUser(ctx, accountId);
  if (disabledAt) throw new Fault(SYSTEM_USER_DISABLED);
  const { made } = await makeKey(ctx, accountId, input);
  recordAuditEntry(ctx, {
    action: 'api-key.made',
    subjectType: 'account',
    subjectId: accountId,
    details: { keyId: made.id, scopes: made.scopes },
  });
  return made;
}

export async function listSystemUserKeys(ctx: Context, { accountId }: SystemUserInput): Promise<ApiKeyList> {
  await findSystemUser(ctx, accountId);
  return listKeysOf(ctx, accountId);
}

export async function revokeSystemUserKey(
  ctx: Context,
  { accountId, keyId }: RevokeSystemUserKeyInput,
): Promise<Record<string, never>> {
  await findSystemUser(ctx, accountId);
  return revokeKeyOf(ctx, accountId, { keyId });
}

/** For superusers: the gate has made sure. A person's account answers as one that does not exist. */
async function findSystemUser(ctx: Context, accountId: string) {
  const account = await ctx.em.findOne(AccountEntity, { id: accountId, isSystem: true });
  if (account === null) throw new Fault(SYSTEM_USER_NOT_FOUND);
  return account;
}
