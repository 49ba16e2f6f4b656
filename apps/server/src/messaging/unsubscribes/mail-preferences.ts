import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { subscribe, unsubscribe } from './set-subscription.ts';
import './unsubscribes.entity.ts';
import {
  MAIL_TOPICS,
  type MailPreferences,
  type MailTopic,
  type SetMailPreferencesInput,
} from './unsubscribes.contract.ts';

/** One's own. */
export async function readMailPreferences(ctx: Context): Promise<MailPreferences> {
  const { accountId } = accountOf(ctx.actor);
  const ended = await sqlOf(ctx.em)
    .selectFrom('unsubscribe')
    .select('topic')
    .where('account_id', '=', accountId)
    .execute();
  const isWanted = (topic: MailTopic) => !ended.some((one) => one.topic === topic);
  return { reminders: isWanted('reminders'), announcements: isWanted('announcements') };
}

/** One's own: what is left out stays. */
export async function setMailPreferences(
  ctx: Context,
  input: SetMailPreferencesInput,
): Promise<MailPreferences> {
  const { accountId } = accountOf(ctx.actor);
  for (const topic of MAIL_TOPICS)
    if (input[topic] !== undefined) await (input[topic] ? subscribe : unsubscribe)(ctx, { accountId, topic });
  return readMailPreferences(ctx);
}
