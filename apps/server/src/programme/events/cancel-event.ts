import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';
import { withdrawReminders } from '../reminders/withdraw-reminders.ts';
import { eventCancelledMail } from './event-cancelled.mail.ts';
import { type CancelEventInput, EVENT_NOT_CANCELLABLE, type EventDetails } from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/** Calls an event off: nobody joins any more, and everybody who has a seat or waits for one is told why. */
export async function cancelEvent(ctx: Context, input: CancelEventInput): Promise<EventDetails> {
  const event = await lockEvent(ctx, input.eventId);
  const canBeCancelled = event.status === 'draft' || event.status === 'published';
  if (!canBeCancelled || event.endsAt <= ctx.clock.now()) throw new Fault(EVENT_NOT_CANCELLABLE);
  const wasPublished = event.status === 'published';
  event.status = 'cancelled';
  event.cancellationReason = input.reason;
  event.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, {
    action: 'event.cancelled',
    subjectType: 'event',
    subjectId: event.id,
    details: { reason: input.reason },
  });
  await ctx.em.flush();
  await withdrawReminders(ctx, { eventId: event.id, reason: 'the event was cancelled' });
  if (wasPublished)
    await postToMany(ctx, eventCancelledMail, {
      recipients: recipientsOf(event.id, LIVE_STATES),
      sendKey: 'event-cancelled',
      payload: { aboutKey: 'participationId', common: { eventId: event.id } },
    });
  return getEvent(ctx, input);
}
