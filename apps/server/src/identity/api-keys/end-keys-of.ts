import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import './api-keys.entity.ts';

/** Ends every key of an account in one statement, and says how many; the account is announced by whoever calls. */
export async function endKeysOf(ctx: Context, accountId: string): Promise<number> {
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('api_key')
    .set({ revoked_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
