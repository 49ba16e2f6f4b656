import { FRESH_MS } from '../../kernel/assurance.ts';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { endChangesOfOthers } from '../address-changes/end-changes-of-others.ts';
import './sessions.entity.ts';

/**
 * Makes every other session of an account confirm again that it is its owner: what each has shown was all that was
 * asked for then, and is no longer. They stay signed in. A change of the address that they have begun while they were
 * fresh ends.
 */
export async function endFreshness(
  ctx: Context,
  of: { accountId: string; exceptSessionId: string | null },
): Promise<void> {
  const stale = instantFor(ctx.em, after(ctx.clock.now(), -FRESH_MS - 1));
  await sqlOf(ctx.em)
    .updateTable('session')
    .set({ authenticated_at: stale })
    .where('account_id', '=', of.accountId)
    .where('authenticated_at', '>', stale)
    .where('ended_at', 'is', null)
    .$if(of.exceptSessionId !== null, (update) => update.where('id', '!=', of.exceptSessionId as string))
    .execute();
  await endChangesOfOthers(ctx, of);
  await announce(ctx.em, { accountId: of.accountId });
}
