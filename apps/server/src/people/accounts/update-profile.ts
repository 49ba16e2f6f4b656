import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import type { Account, UpdateProfileInput } from './accounts.contract.ts';
import { AccountEntity } from './accounts.entity.ts';

/** Changes one's own name or language. Nothing else of an account is changed here. */
export async function updateProfile(ctx: Context, input: UpdateProfileInput): Promise<Account> {
  const { accountId } = accountOf(ctx.actor);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  account.fullName = input.fullName ?? account.fullName;
  account.locale = input.locale ?? account.locale;
  account.updatedAt = ctx.clock.now();
  await announce(ctx.em, { accountId });
  return account;
}
