import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import './sign-in-tickets.entity.ts';

/** Ends every second step of an account that was begun, whatever was shown in it. */
export async function voidTickets(ctx: Context, { accountId }: { accountId: string }): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('sign_in_ticket')
    .set({ consumed_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('account_id', '=', accountId)
    .where('consumed_at', 'is', null)
    .execute();
}
