import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import { type RemindingEvent, reminderTimes } from './reminder-times.ts';
import { isNoneOf } from './withdraw-reminders.ts';

/**
 * Whether reminders wait for another time than the rules of the event come to by now. Those that count from its start
 * follow from that alone; one at a time of the wall may have moved while the start has not.
 */
export async function areRemindersStale(ctx: Context, event: RemindingEvent): Promise<boolean> {
  if (!event.reminders.some((rule) => rule.kind === 'at')) return false;
  const stale = await sqlOf(ctx.em)
    .selectFrom('delivery')
    .where('kind', '=', eventReminderMail.kind)
    .where('state', 'in', ['pending', 'claimed'])
    .where('about_id', 'in', (row) =>
      row.selectFrom('participation').select('participation.id').where('event_id', '=', event.id),
    )
    .where(isNoneOf(ctx, reminderTimes(event)))
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return stale !== undefined;
}
