import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { subscribe, unsubscribe } from './set-subscription.ts';
import './unsubscribes.entity.ts';
import type { MailPreferences, SetMailPreferencesInput } from './unsubscribes.contract.ts';

/** One's own. */
export async function readMailPreferences(ctx: Context): Promise<MailPreferences> {
  const { accountId } = accountOf(ctx.actor);
  const ended = await sqlOf(ctx.em)
    .selectFrom('unsubscribe')
    .select('topic')
    .where('account_id', '=', accountId)
    .execute();
  return { reminders: !ended.some(({ topic }) => topic === 'reminders') };
}

/** One's own: what is left out stays. */
export async function setMailPreferences(
  ctx: Context,
  input: SetMailPreferencesInput,
): Promise<MailPreferences> {
  const { accountId } = accountOf(ctx.actor);
  if (input.reminders !== undefined)
    await (input.reminders ? subscribe : unsubscribe)(ctx, { accountId, topic: 'reminders' });
  return readMailPreferences(ctx);
}
