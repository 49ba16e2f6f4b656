import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import { scheduleEverybody } from './schedule-everybody.ts';
import { type RemindingEvent, reminderDueAt } from './schedule-reminder.ts';
import { withdrawReminders } from './withdraw-reminders.ts';

/**
 * Brings the reminders of an event into line with its start and its rule. What was sent stays sent: nobody is
 * reminded twice by one rule. As many statements for a hundred thousand people as for one.
 */
export async function moveReminders(ctx: Context, event: RemindingEvent): Promise<void> {
  const dueAt = reminderDueAt(event, ctx.clock.now());
  if (dueAt === null)
    return withdrawReminders(ctx, { eventId: event.id, reason: 'there is no reminder, or its time is past' });
  const due = instantFor(ctx.em, dueAt);
  const unsent = sqlOf(ctx.em)
    .updateTable('delivery')
    .where('kind', '=', eventReminderMail.kind)
    // One that a sender holds, and has not given away, is taken from it: the sender is fenced by its owner.
    .where('state', 'in', ['pending', 'claimed'])
    .where('about_id', 'in', (row) =>
      row.selectFrom('participation').select('participation.id').where('event_id', '=', event.id),
    );
  const byThisRule = `reminder:%:${event.reminderMinutesBefore}`;
  await unsent
    .set({ state: 'pending', owner: null, lease_until: null, due_at: due, next_try_at: due, tries: 0 })
    .where('send_key', 'like', byThisRule)
    .execute();
  await unsent
    .set({
      state: 'withdrawn',
      outcome: 'the event now reminds at another time',
      payload: '{}' as never,
      owner: null,
      lease_until: null,
    })
    .where('send_key', 'not like', byThisRule)
    .execute();
  await scheduleEverybody(ctx, { id: event.id, minutesBefore: event.reminderMinutesBefore ?? 0 }, dueAt);
}
