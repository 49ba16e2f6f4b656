import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminderMail } from './event-reminder.mail.ts';

/**
 * Takes back what is not on its way yet: of people who give their seats up, or of everybody when an event is cancelled.
 * One that a sender holds is taken from it too, up to the moment when the relay asks for its body.
 */
export async function withdrawReminders(
  ctx: Context,
  which: { participationIds: readonly string[]; reason: string } | { eventId: string; reason: string },
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
  await ('participationIds' in which
    ? unsent.where('about_id', 'in', which.participationIds)
    : unsent.where('about_id', 'in', (row) =>
        row.selectFrom('participation').select('participation.id').where('event_id', '=', which.eventId),
      )
  ).execute();
}
