import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import {
  MUTABLE_TOPICS,
  type NotificationPreferences,
  type SetNotificationPreferencesInput,
} from './notifications.contract.ts';
import './notifications.entity.ts';

/** One's own. */
export async function readNotificationPreferences(ctx: Context): Promise<NotificationPreferences> {
  const { accountId } = accountOf(ctx.actor);
  const rows = await sqlOf(ctx.em)
    .selectFrom('notification_mute')
    .select('topic')
    .where('account_id', '=', accountId)
    .execute();
  const muted = new Set(rows.map((row) => row.topic));
  const isWanted = (topic: (typeof MUTABLE_TOPICS)[number]) => !muted.has(topic);
  return {
    reminders: isWanted('reminders'),
    announcements: isWanted('announcements'),
    seats: isWanted('seats'),
  };
}

/** One's own: what is left out stays. It holds for what is told from now on. */
export async function setNotificationPreferences(
  ctx: Context,
  input: SetNotificationPreferencesInput,
): Promise<NotificationPreferences> {
  const { accountId } = accountOf(ctx.actor);
  const unwanted = MUTABLE_TOPICS.filter((topic) => input[topic] === false);
  const wanted = MUTABLE_TOPICS.filter((topic) => input[topic] === true);
  const db = sqlOf(ctx.em);
  if (unwanted.length > 0)
    await db
      .insertInto('notification_mute')
      .values(
        unwanted.map((topic) => ({
          account_id: accountId,
          topic,
          created_at: instantFor(ctx.em, ctx.clock.now()),
        })),
      )
      .onConflict((conflict) => conflict.columns(['account_id', 'topic']).doNothing())
      .execute();
  if (wanted.length > 0)
    await db
      .deleteFrom('notification_mute')
      .where('account_id', '=', accountId)
      .where('topic', 'in', wanted)
      .execute();
  return readNotificationPreferences(ctx);
}
