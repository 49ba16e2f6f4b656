import type { Context } from '../../kernel/context.ts';
import { postOrMoveMails } from '../../messaging/deliveries/post-mail.ts';
import type { Recipient } from '../participations/find-recipients.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import { type RemindingEvent, reminderTimes } from './reminder-times.ts';
import { REMINDER_KEY } from './schedule-everybody.ts';

/**
 * Has people who take a seat reminded: one row for each person and rule, whatever happens. One that was withdrawn,
 * because its person had left or its time had passed, comes back; one that was sent does not. Who comes when the time
 * of a rule is past gets no reminder by it.
 */
export async function scheduleReminders(
  ctx: Context,
  event: RemindingEvent,
  people: readonly Recipient[],
): Promise<void> {
  const ahead = reminderTimes(event).filter(({ dueAt }) => dueAt > ctx.clock.now());
  const letters = ahead.flatMap(({ keyEnd, dueAt }) =>
    people.map(({ participationId, ...to }) => ({
      ...to,
      sendKey: `${REMINDER_KEY}:${participationId}${keyEnd}`,
      aboutId: participationId,
      payload: { participationId },
      dueAt,
    })),
  );
  await postOrMoveMails(ctx, eventReminderMail, letters);
}
