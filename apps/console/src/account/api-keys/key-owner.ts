import type { Account, CreateApiKeyInput } from '@foyer/client';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

/** Whose keys they are: one's own, or a system user's, which superusers keep. */
export type KeyOwner = Pick<Account, 'id' | 'role' | 'isSystem'>;

export function keysQuery({ id, isSystem }: KeyOwner) {
  return queryOptions({
    queryKey: ['api-keys', id],
    queryFn: () => (isSystem ? foyer.systemUsers.listKeys({ accountId: id }) : foyer.apiKeys.list({})),
  });
}

export function createKeyOf({ id, isSystem }: KeyOwner, input: CreateApiKeyInput) {
  return isSystem ? foyer.systemUsers.createKey({ accountId: id, ...input }) : foyer.apiKeys.create(input);
}

export function revokeKeyOf({ id, isSystem }: KeyOwner, keyId: string) {
  return isSystem ? foyer.systemUsers.revokeKey({ accountId: id, keyId }) : foyer.apiKeys.revoke({ keyId });
}

/** After a change: the keys, and how many there are where the account itself is shown. */
export async function askKeysAgain(queryClient: QueryClient, owner: KeyOwner): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keysQuery(owner).queryKey }),
    queryClient.invalidateQueries({ queryKey: ['people', 'one', owner.id] }),
  ]);
}
