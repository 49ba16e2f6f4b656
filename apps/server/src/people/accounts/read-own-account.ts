import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { Account } from './accounts.contract.ts';

/** Who is signed in, answered from what the process remembers of the session: no query. */
export async function readOwnAccount(ctx: Context): Promise<Account> {
  const { accountId, role, profile } = accountOf(ctx.actor);
  return { id: accountId, role, ...profile };
}
