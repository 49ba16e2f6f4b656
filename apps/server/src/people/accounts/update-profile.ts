import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import type { Account, UpdateProfileInput } from './accounts.contract.ts';
import { AccountEntity } from './accounts.entity.ts';
import { describeAccount } from './describe-account.ts';

/** Changes one's own name or language. Nothing else of an account is changed here. */
export async function updateProfile(ctx: Context, input: UpdateProfileInput): Promise<Account> {
  const { accountId } = accountOf(ctx.actor);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  account.fullName = input.fullName ?? account.fullName;
  account.locale = input.locale ?? account.locale;
  // Null removes, and what is left out stays.
  if (input.organisation !== undefined) account.organisation = input.organisation;
  if (input.about !== undefined) account.about = input.about;
  if (input.timeZone !== undefined) account.timeZone = input.timeZone;
  account.updatedAt = ctx.clock.now();
  await announce(ctx.em, { accountId });
  return describeAccount(account);
}
