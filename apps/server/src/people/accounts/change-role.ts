import { endKeysOf } from '../../identity/api-keys/end-keys-of.ts';
import { endFreshness } from '../../identity/sessions/end-freshness.ts';
import type { Context } from '../../kernel/context.ts';
import type { Role } from './accounts.contract.ts';
import type { AccountRow } from './accounts.entity.ts';
import { isRaise } from './set-role.policy.ts';
import { tellSuperusers } from './tell-superusers.ts';

/**
 * Gives an account another role, for every way that leads to one; every process knows within a second. Sessions stay, and
 * have to confirm again who they are: what they had shown was asked for of another role. API keys lose what the role
 * loses by themselves; a higher role ends them, because whoever holds one was never meant to have what it would reach now.
 */
export async function changeRole(ctx: Context, account: AccountRow, role: Role): Promise<number> {
  const endedKeys = isRaise(account.role, role) ? await endKeysOf(ctx, account.id) : 0;
  if (role === 'superuser') await tellSuperusers(ctx, account, 'made');
  else if (account.role === 'superuser') await tellSuperusers(ctx, account, 'unmade');
  account.role = role;
  account.updatedAt = ctx.clock.now();
  await endFreshness(ctx, { accountId: account.id, exceptSessionId: null });
  return endedKeys;
}
