import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { type Addressing, deliveryRow } from '../../messaging/deliveries/post-mail.ts';
import type { Recipient } from '../participations/find-recipients.ts';
import { eventReminderMail } from './event-reminder.mail.ts';

/** What of an event decides when people are reminded. */
export type RemindingEvent = { id: string; startsAt: Date; reminderMinutesBefore?: number | null };

const ROWS_PER_STATEMENT = 500;

/** When people are reminded of an event, or null if they are not, or no longer. */
export function reminderDueAt(event: RemindingEvent, now: Date): Date | null {
  if (event.reminderMinutesBefore === null || event.reminderMinutesBefore === undefined) return null;
  const dueAt = after(event.startsAt, -event.reminderMinutesBefore * MINUTE_MS);
  return dueAt > now ? dueAt : null;
}

/** Has somebody who takes a seat reminded. Who comes when that time is past gets no reminder. */
export async function scheduleReminder(
  ctx: Context,
  event: RemindingEvent,
  person: Recipient,
): Promise<void> {
  await scheduleReminders(ctx, event, [person]);
}

/**
 * One row for each person and rule, whatever happens: one that was withdrawn, because its person had left
 * or its time had passed, comes back; one that was sent does not.
 */
export async function scheduleReminders(
  ctx: Context,
  event: RemindingEvent,
  people: readonly Recipient[],
): Promise<void> {
  const dueAt = reminderDueAt(event, ctx.clock.now());
  if (dueAt === null) return;
  for (let start = 0; start < people.length; start += ROWS_PER_STATEMENT) {
    const rows = people
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((person) => deliveryRow(ctx, eventReminderMail, addressing(event, person, dueAt)));
    await sqlOf(ctx.em)
      .insertInto('delivery')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('send_key')
          .doUpdateSet((old) => ({
            state: 'pending' as const,
            recipient: old.ref('excluded.recipient'),
            locale: old.ref('excluded.locale'),
            payload: old.ref('excluded.payload'),
            due_at: old.ref('excluded.due_at'),
            next_try_at: old.ref('excluded.next_try_at'),
            tries: 0,
            outcome: null,
          }))
          .where('delivery.state', '=', 'withdrawn'),
      )
      .execute();
  }
}

function addressing(
  event: RemindingEvent,
  { participationId, ...to }: Recipient,
  dueAt: Date,
): Addressing<{ participationId: string }> {
  return {
    sendKey: reminderKey(participationId, event.reminderMinutesBefore ?? 0),
    ...to,
    aboutId: participationId,
    payload: { participationId },
    dueAt,
  };
}

export function reminderKey(participationId: string, minutesBefore: number): string {
  return `reminder:${participationId}:${minutesBefore}`;
}
