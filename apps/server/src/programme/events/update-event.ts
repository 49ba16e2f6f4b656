import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { promoteFromWaitlist } from '../participations/promote-from-waitlist.ts';
import { shortenOffers } from '../participations/shorten-offers.ts';
import { moveReminders } from '../reminders/move-reminders.ts';
import { type ReminderTime, reminderTimes } from '../reminders/reminder-times.ts';
import { eventTimes, refuseLateReminders, refusePastTimes } from './event-times.ts';
import {
  EVENT_CHANGED,
  EVENT_NOT_EDITABLE,
  type EventDetails,
  type UpdateEventInput,
} from './events.contract.ts';
import { changedFields, type EventRow, lineEndsAt, ownFieldsAfter } from './events.entity.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';
import { tellParticipants } from './tell-participants.ts';

export type EventBefore = Pick<
  EventRow,
  'startsAt' | 'endsAt' | 'name' | 'locationName' | 'locationAddress'
> & { lineEndsAt: Date; reminderTimes: ReminderTime[] };

/**
 * Changes what is given and leaves the rest. New seats go to those who wait; fewer seats throw nobody out. Another
 * time moves the reminders that are not sent yet, and participants are told; what is over stays where it was. A date of
 * a series changes alone.
 */
export async function updateEvent(ctx: Context, input: UpdateEventInput): Promise<EventDetails> {
  const { eventId, version, ...changes } = input;
  const event = await lockEvent(ctx, eventId);
  if (event.status === 'cancelled' || event.status === 'archived') throw new Fault(EVENT_NOT_EDITABLE);
  if (event.version !== version) throw new Fault(EVENT_CHANGED);

  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  refusePastTimes(event, eventTimes({ ...event, ...given }), ctx.clock.now());
  event.ownFields = ownFieldsAfter(event, changedFields(event, given));
  const before = changeFields(ctx, event, given);
  await ctx.em.flush();
  await followChange(ctx, event, before);
  return getEvent(ctx, { eventId });
}

/** Sets what is given, and answers how the event was before. What follows from it comes after the flush. */
export function changeFields(ctx: Context, event: EventRow, given: Partial<EventRow>): EventBefore {
  const before = {
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    name: event.name,
    locationName: event.locationName,
    locationAddress: event.locationAddress,
    lineEndsAt: lineEndsAt(event),
    reminderTimes: reminderTimes(event),
  };
  const wasKnown = event.status === 'published';
  Object.assign(event, given, eventTimes({ ...event, ...given }), { updatedAt: ctx.clock.now() });
  if (wasKnown && +before.startsAt !== +event.startsAt) event.rescheduledFrom = before.startsAt;
  refuseLateReminders(event);
  recordAuditEntry(ctx, {
    action: 'event.updated',
    subjectType: 'event',
    subjectId: event.id,
    details: { changed: Object.keys(given) },
  });
  return before;
}

/** New seats are given out, offers end with registration, reminders move, and whoever takes part is told. */
export async function followChange(ctx: Context, event: EventRow, before: EventBefore): Promise<void> {
  if (lineEndsAt(event) < before.lineEndsAt) await shortenOffers(ctx, event);
  await promoteFromWaitlist(ctx, event);
  if (!isDeepStrictEqual(before.reminderTimes, reminderTimes(event))) await moveReminders(ctx, event);
  if (event.status === 'published') await tellParticipants(ctx, event, before);
  await ctx.em.flush();
}
