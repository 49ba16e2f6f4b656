import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import type { ReminderTime } from './reminder-times.ts';
import { REMINDER_KEY } from './schedule-everybody.ts';

/**
 * Takes back what is not on its way yet: of people who give their seats up, or of everybody when an event is cancelled or
 * reminds at other times, `except` what it goes on reminding of.
 * One that a sender holds is taken from it too, up to the moment when the relay asks for its body.
 */
export async function withdrawReminders(
  ctx: Context,
  which: { reason: string } & (
    | { participationIds: readonly string[] }
    | { eventId: string; except?: readonly ReminderTime[] }
  ),
): Promise<void> {
  const unsent = sqlOf(ctx.em)
    .updateTable('delivery')
    .set({
      state: 'withdrawn',
      outcome: which.reason,
      payload: '{}' as never,
      owner: null,
      lease_until: null,
    })
    .where('kind', '=', eventReminderMail.kind)
    .where('state', 'in', ['pending', 'claimed']);
  if ('participationIds' in which) {
    await unsent.where('about_id', 'in', which.participationIds).execute();
    return;
  }
  await unsent
    .where('about_id', 'in', (row) =>
      row.selectFrom('participation').select('participation.id').where('event_id', '=', which.eventId),
    )
    .where(isNoneOf(ctx, which.except ?? []))
    .execute();
}

/** Whether a reminder is by another rule than these, or due at another time. */
export function isNoneOf({ em }: Context, times: readonly ReminderTime[]): RawBuilder<boolean> {
  if (times.length === 0) return sql`true`;
  const these = times.map(
    ({ keyEnd, dueAt }) =>
      sql`(delivery.due_at = ${instantFor(em, dueAt)}
        and delivery.send_key = ${`${REMINDER_KEY}:`} || delivery.about_id || ${keyEnd})`,
  );
  return sql`not (${sql.join(these, sql` or `)})`;
}
