import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../codes/codes.entity.ts';

/**
 * Ends changes of the address that other sessions have begun: what they had shown was all that was asked for then, and is
 * no longer.
 */
export async function endChangesOfOthers(
  ctx: Context,
  of: { accountId: string; exceptSessionId: string | null },
): Promise<void> {
  const now = instantFor(ctx.em, ctx.clock.now());
  await sqlOf(ctx.em)
    .updateTable('one_time_code')
    .set({ consumed_at: now })
    .where('purpose', '=', 'address-change')
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where(sql<string>`intent ->> 'accountId'`, '=', of.accountId)
    .$if(of.exceptSessionId !== null, (update) =>
      update.where(sql<string>`intent ->> 'sessionId'`, '!=', of.exceptSessionId as string),
    )
    .execute();
}
