import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { instantFor, isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Subscription } from './unsubscribe-link.ts';
import './unsubscribes.entity.ts';

/** Open to whoever holds the link of a mail, or is signed in. Doing it again changes nothing. */
export async function unsubscribe(ctx: Context, { accountId, topic }: Subscription): Promise<void> {
  await sqlOf(ctx.em)
    .insertInto('unsubscribe')
    .values({ account_id: accountId, topic, created_at: instantFor(ctx.em, ctx.clock.now()) })
    .onConflict((conflict) => conflict.columns(['account_id', 'topic']).doNothing())
    .execute();
}

/** For the person alone, signed in: a link in a mail can only end mails. */
export async function subscribe(ctx: Context, { accountId, topic }: Subscription): Promise<void> {
  await sqlOf(ctx.em)
    .deleteFrom('unsubscribe')
    .where('account_id', '=', accountId)
    .where('topic', '=', topic)
    .execute();
}

/** Asked when a mail is sent, not when it was posted; for many mails at once by one statement. */
export const isUnsubscribed = coalesce(
  async (ctx: Context, subscriptions: readonly Subscription[]): Promise<boolean[]> => {
    const rows = await sqlOf(ctx.em)
      .selectFrom('unsubscribe')
      .select(['account_id', 'topic'])
      .where(isAmong(ctx.em, 'account_id', [...new Set(subscriptions.map(({ accountId }) => accountId))]))
      .execute();
    const ended = new Set(rows.map((row) => `${row.topic} ${row.account_id}`));
    return subscriptions.map(({ accountId, topic }) => ended.has(`${topic} ${accountId}`));
  },
);
