import type { Context } from '../../kernel/context.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import type { ReminderTime } from './reminder-times.ts';

/** The send key of a reminder is this, the participation, and what tells its rule from others. */
export const REMINDER_KEY = 'reminder';

/**
 * Has everybody with a seat reminded by one rule, in one statement however many they are: who is to be reminded by it
 * already is at this time, who was reminded by it stays so.
 */
export async function scheduleEverybody(
  ctx: Context,
  eventId: string,
  { keyEnd, dueAt }: ReminderTime,
): Promise<void> {
  await postToMany(ctx, eventReminderMail, {
    recipients: recipientsOf(eventId, ['going']),
    sendKey: REMINDER_KEY,
    sendKeyEnd: keyEnd,
    payload: { aboutKey: 'participationId', common: {} },
    dueAt,
    again: 'moves',
  });
}
