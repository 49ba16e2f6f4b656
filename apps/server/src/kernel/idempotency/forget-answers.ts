import type { Context } from '../context.ts';
import { sqlOf } from '../database/sql-of.ts';
import './idempotency.entity.ts';

/**
 * Forgets what procedures of an area have answered somebody: it is untrue by now, and must not be answered again. What
 * is still being answered keeps its record.
 */
export async function forgetAnswers(ctx: Context, of: { accountId: string; area: string }): Promise<void> {
  await sqlOf(ctx.em)
    .deleteFrom('idempotency_record')
    .where('account_id', '=', of.accountId)
    .where('procedure', 'like', `${of.area}.%`)
    .where('answer', '<>', '')
    .execute();
}
