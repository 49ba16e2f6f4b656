import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';
import { withdrawReminders } from '../reminders/withdraw-reminders.ts';
import { eventCancelledMail } from './event-cancelled.mail.ts';
import { type CancelEventInput, EVENT_NOT_CANCELLABLE, type EventDetails } from './events.contract.ts';
import type { EventRow } from './events.entity.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/** Calls an event off: nobody joins any more, and everybody who has a seat or waits for one is told why. */
export async function cancelEvent(ctx: Context, input: CancelEventInput): Promise<EventDetails> {
  const event = await lockEvent(ctx, input.eventId);
  const canBeCancelled = event.status === 'draft' || event.status === 'published';
  if (!canBeCancelled || event.endsAt <= ctx.clock.now()) throw new Fault(EVENT_NOT_CANCELLABLE);
  const wasPublished = markCancelled(ctx, event, input.reason);
  await ctx.em.flush();
  await followCancellation(ctx, event.id, wasPublished);
  return getEvent(ctx, input);
}

/** Answers whether anybody can have known of it. What follows from it comes after the flush. */
export function markCancelled(ctx: Context, event: EventRow, reason: string | null): boolean {
  const wasPublished = event.status === 'published';
  event.status = 'cancelled';
  event.cancellationReason = reason;
  event.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, {
    action: 'event.cancelled',
    subjectType: 'event',
    subjectId: event.id,
    details: { reason },
  });
  return wasPublished;
}

/** No reminder goes out any more, and whoever has a seat or waits for one is told. */
export async function followCancellation(
  ctx: Context,
  eventId: string,
  wasPublished: boolean,
): Promise<void> {
  await withdrawReminders(ctx, { eventId, reason: 'the event was cancelled' });
  if (wasPublished)
    await postToMany(ctx, eventCancelledMail, {
      recipients: recipientsOf(eventId, LIVE_STATES),
      sendKey: 'event-cancelled',
      payload: { aboutKey: 'participationId', common: { eventId } },
    });
}
