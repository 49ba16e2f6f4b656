import type { Context } from '../../kernel/context.ts';
import { type RemindingEvent, reminderTimes } from './reminder-times.ts';
import { scheduleEverybody } from './schedule-everybody.ts';
import { withdrawReminders } from './withdraw-reminders.ts';

/**
 * Brings the reminders of an event into line with its start and its rules. What was sent stays sent: nobody is reminded
 * twice by one rule. As many statements for a hundred thousand people as for one.
 */
export async function moveReminders(ctx: Context, event: RemindingEvent): Promise<void> {
  const times = reminderTimes(event);
  for (const time of times) if (time.dueAt > ctx.clock.now()) await scheduleEverybody(ctx, event.id, time);
  await withdrawReminders(ctx, {
    eventId: event.id,
    // Of those whose time has just come, some may still be on their way.
    except: times,
    reason: 'the event no longer reminds at this time, or it is past',
  });
}
