import { type AccountActor, accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { shareText } from '../../kernel/encoding/share-text.ts';
import type { Account } from './accounts.contract.ts';

/** By the profile that a process remembers with a session, which is another one as soon as anything has changed. */
const accounts = new WeakMap<AccountActor['profile'], Readonly<Account>>();

/** Who is signed in, answered from what the process remembers of the session: no query. */
export async function readOwnAccount(ctx: Context): Promise<Account> {
  const { accountId, role, profile } = accountOf(ctx.actor);
  const known = accounts.get(profile);
  if (known !== undefined) return known;
  const account = shareText({ id: accountId, role, ...profile });
  accounts.set(profile, account);
  return account;
}
