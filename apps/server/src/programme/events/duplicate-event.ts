import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { orderVariants } from '../images/order-variants.ts';
import { comesBeforeStart } from '../reminders/reminder-times.ts';
import { copiedFields } from './copied-fields.ts';
import { movedTimes } from './event-times.ts';
import { type DuplicateEventInput, EVENT_NOT_FOUND, type EventDetails } from './events.contract.ts';
import { EventEntity } from './events.entity.ts';
import { maySeeEvent } from './events.policy.ts';
import { getEvent } from './get-event.ts';

/** A draft like an event that there is or was, at another time: with its words, picture and rules, and without its people. */
export async function duplicateEvent(ctx: Context, input: DuplicateEventInput): Promise<EventDetails> {
  const event = await ctx.em.findOne(EventEntity, { id: input.eventId });
  if (event === null || !maySeeEvent(ctx.actor, event)) throw new Fault(EVENT_NOT_FOUND);
  const id = newId();
  const now = ctx.clock.now();
  const times = movedTimes(event, input.startsAtLocal);
  const movedByMs = times.startsAt.getTime() - event.startsAt.getTime();
  const moved = (instant: Date | null | undefined) => instant && new Date(instant.getTime() + movedByMs);
  ctx.em.create(
    EventEntity,
    {
      ...copiedFields(event),
      ...times,
      // One on the day itself may come too late for an earlier hour.
      reminders: event.reminders.filter((rule) => comesBeforeStart(rule, times)),
      name: input.name ?? event.name,
      image: event.image,
      registrationOpensAt: moved(event.registrationOpensAt),
      registrationClosesAt: moved(event.registrationClosesAt),
      id,
      status: 'draft',
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  recordAuditEntry(ctx, {
    action: 'event.duplicated',
    subjectType: 'event',
    subjectId: id,
    details: { from: event.id },
  });
  await ctx.em.flush();
  // They may be made just now, for those events alone that the job could see.
  if (event.image?.variants.length === 0) await orderVariants(ctx, { imageId: event.image.id });
  return getEvent(ctx, { eventId: id });
}
