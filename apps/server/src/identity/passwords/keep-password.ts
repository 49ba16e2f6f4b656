import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';
import './passwords.entity.ts';

/** Makes this the password of an account, in place of the one before; whatever is under way ends: that one may have been shown in it. */
export async function keepPassword(
  ctx: Context,
  accountId: string,
  hash: string,
): Promise<{ event: 'password-set' | 'password-changed'; changedAt: Date }> {
  const db = sqlOf(ctx.em);
  const known = await db
    .selectFrom('password')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const changedAt = ctx.clock.now();
  const changed = { hash, changed_at: instantFor(ctx.em, changedAt) };
  await db
    .insertInto('password')
    .values({ account_id: accountId, ...changed })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changed))
    .execute();
  await voidTickets(ctx, { accountId });
  return { event: known === undefined ? 'password-set' : 'password-changed', changedAt };
}
