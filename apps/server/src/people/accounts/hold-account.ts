import type { Context } from '../../kernel/context.ts';
import { forNoKeyUpdate, sqlOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { AccountRow } from './accounts.entity.ts';

/**
 * Holds an account until the transaction ends, and answers what it has become: who changes it, or what signs it in, has
 * committed before or waits. As strong as what an UPDATE takes, so that rows that refer to it are written meanwhile.
 */
export async function holdAccount(
  ctx: Context,
  accountId: string,
): Promise<Pick<AccountRow, 'addressKey' | 'disabledAt'>> {
  const account = sqlOf(ctx.em)
    .selectFrom('account')
    .select(['address_key', 'disabled_at'])
    .where('id', '=', accountId);
  const held = await forNoKeyUpdate(ctx.em, account).executeTakeFirstOrThrow();
  return { addressKey: held.address_key, disabledAt: toInstantOrNull(held.disabled_at) };
}
