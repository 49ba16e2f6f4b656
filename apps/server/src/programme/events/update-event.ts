import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { promoteFromWaitlist } from '../participations/promote-from-waitlist.ts';
import { moveReminders } from '../reminders/move-reminders.ts';
import { reminderTimes } from '../reminders/reminder-times.ts';
import { eventTimes, refuseLateReminders } from './event-times.ts';
import {
  EVENT_CHANGED,
  EVENT_NOT_EDITABLE,
  type EventDetails,
  type UpdateEventInput,
} from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';
import { tellParticipants } from './tell-participants.ts';

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
    name: event.name,
    locationName: event.locationName,
    locationAddress: event.locationAddress,
    reminderTimes: reminderTimes(event),
  };
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  Object.assign(event, given, eventTimes({ ...event, ...given }), { updatedAt: ctx.clock.now() });
  refuseLateReminders(event);
  recordAuditEntry(ctx, {
    action: 'event.updated',
    subjectType: 'event',
    subjectId: event.id,
    details: { changed: Object.keys(given) },
  });
  await ctx.em.flush();

  await promoteFromWaitlist(ctx, event);
  if (!isDeepStrictEqual(before.reminderTimes, reminderTimes(event))) await moveReminders(ctx, event);
  if (event.status === 'published') await tellParticipants(ctx, event, before);
  await ctx.em.flush();
  return getEvent(ctx, { eventId });
}
