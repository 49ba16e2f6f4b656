import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';

/** How many passkeys an account has: whoever adds or removes one stands in line here, so that it stays so. */
export async function lockPasskeys(ctx: Context, accountId: string): Promise<number> {
  await holdAccount(ctx, accountId);
  const { count } = await sqlOf(ctx.em)
    .selectFrom('passkey')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
