import type { Context } from '../../kernel/context.ts';
import { forNoKeyUpdate, sqlOf } from '../../kernel/database/sql-of.ts';

/** How many passkeys an account has: whoever adds or removes one stands in line here, so that it stays so. */
export async function lockPasskeys(ctx: Context, accountId: string): Promise<number> {
  const account = sqlOf(ctx.em).selectFrom('account').select('id').where('id', '=', accountId);
  // As strong as what an UPDATE takes: whoever signs in meanwhile refers to the account and need not wait.
  await forNoKeyUpdate(ctx.em, account).executeTakeFirstOrThrow();
  const { count } = await sqlOf(ctx.em)
    .selectFrom('passkey')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
