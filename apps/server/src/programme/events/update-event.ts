import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { findRecipients } from '../participations/find-recipients.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';
import { promoteFromWaitlist } from '../participations/promote-from-waitlist.ts';
import { moveReminders } from '../reminders/move-reminders.ts';
import { eventRescheduledMail } from './event-rescheduled.mail.ts';
import { eventTimes } from './event-times.ts';
import {
  EVENT_CHANGED,
  EVENT_NOT_EDITABLE,
  type EventDetails,
  type UpdateEventInput,
} from './events.contract.ts';
import type { EventRow } from './events.entity.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/**
 * Changes what is given and leaves the rest. New seats go to those who wait; fewer seats throw nobody out. Another
 * time moves the reminders that are not sent yet, and participants are told.
 */
export async function updateEvent(ctx: Context, input: UpdateEventInput): Promise<EventDetails> {
  const { eventId, version, ...changes } = input;
  const event = await lockEvent(ctx, eventId);
  if (event.status === 'cancelled' || event.status === 'archived') throw new Fault(EVENT_NOT_EDITABLE);
  if (event.version !== version) throw new Fault(EVENT_CHANGED);

  const before = {
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    reminderMinutesBefore: event.reminderMinutesBefore,
  };
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  Object.assign(event, given, eventTimes({ ...event, ...given }), { updatedAt: ctx.clock.now() });
  recordAuditEntry(ctx, {
    action: 'event.updated',
    subjectType: 'event',
    subjectId: event.id,
    details: { changed: Object.keys(given) },
  });
  await ctx.em.flush();

  await promoteFromWaitlist(ctx, event);
  const isMoved = +before.startsAt !== +event.startsAt || +before.endsAt !== +event.endsAt;
  if (isMoved || before.reminderMinutesBefore !== event.reminderMinutesBefore)
    await moveReminders(ctx, event);
  if (isMoved && event.status === 'published') await tellParticipants(ctx, event, before.startsAt);
  await ctx.em.flush();
  return getEvent(ctx, { eventId });
}

async function tellParticipants(ctx: Context, event: EventRow, startedAt: Date): Promise<void> {
  const recipients = await findRecipients(ctx, event.id, LIVE_STATES);
  await postMails(
    ctx,
    eventRescheduledMail,
    recipients.map(({ participationId, ...to }) => ({
      ...to,
      sendKey: `event-rescheduled:${participationId}:${event.version}`,
      payload: { eventId: event.id, participationId, startedAt: startedAt.toISOString() },
    })),
  );
}
