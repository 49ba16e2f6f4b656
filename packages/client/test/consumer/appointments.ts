// Who runs the service beside you.
import { type AccountSummary, type Client, isFault, type Role, type SetRoleInput } from '@foyer/client';

export async function appoints(client: Client, accountId: string): Promise<Role | undefined> {
  const { rolesInReach } = await client.accounts.get({ accountId });
  if (!rolesInReach.includes('staff')) return undefined;
  const input: SetRoleInput = { accountId, role: 'staff', reason: 'She runs the spring programme.' };
  try {
    const { role }: AccountSummary = await client.accounts.setRole(input);
    return role;
  } catch (error) {
    if (isFault(error, 'LAST_SUPERUSER')) return 'superuser';
    throw error;
  }
}

export function whatMustNotCompileEither(client: Client): void {
  // @ts-expect-error why has to be said
  void client.accounts.setRole({ accountId: 'x', role: 'staff' });
  // @ts-expect-error a role that does not exist
  void client.accounts.setRole({ accountId: 'x', role: 'owner', reason: 'x' });
}
