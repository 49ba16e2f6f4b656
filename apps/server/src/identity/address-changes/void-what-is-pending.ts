import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../codes/codes.entity.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';

/**
 * Ends whatever was begun while the account had the address that it no longer has: codes that were mailed there,
 * second steps, which a code from there may have opened, and other changes of the address.
 */
export async function voidWhatIsPending(
  ctx: Context,
  given: { accountId: string; addressKey: string },
): Promise<void> {
  const db = sqlOf(ctx.em);
  const now = instantFor(ctx.em, ctx.clock.now());
  await db
    .updateTable('one_time_code')
    .set({ consumed_at: now })
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where(({ or, and, eb }) =>
      or([
        eb('address_key', '=', given.addressKey),
        and([
          eb('purpose', '=', 'address-change'),
          eb(sql<string>`intent ->> 'accountId'`, '=', given.accountId),
        ]),
      ]),
    )
    .execute();
  await voidTickets(ctx, given);
}
