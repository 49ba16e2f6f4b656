import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { FirstFactor } from './sign-in-tickets.entity.ts';

/** Ends every second step of an account that was begun, or those that were begun with one first factor. */
export async function voidTickets(
  ctx: Context,
  given: { accountId: string; firstFactor?: FirstFactor },
): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('sign_in_ticket')
    .set({ consumed_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('account_id', '=', given.accountId)
    .where('consumed_at', 'is', null)
    .$if(given.firstFactor !== undefined, (update) =>
      update.where('first_factor', '=', given.firstFactor as FirstFactor),
    )
    .execute();
}
