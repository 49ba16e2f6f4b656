import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { eventTimes, refuseLateReminders } from './event-times.ts';
import type { CreateEventInput, EventDetails } from './events.contract.ts';
import { EventEntity } from './events.entity.ts';
import { getEvent } from './get-event.ts';

/** A new event is a draft, which staff alone sees. */
export async function createEvent(ctx: Context, input: CreateEventInput): Promise<EventDetails> {
  const now = ctx.clock.now();
  const id = newId();
  const event = { ...input, ...eventTimes(input) };
  refuseLateReminders(event);
  ctx.em.create(
    EventEntity,
    {
      ...event,
      id,
      status: 'draft',
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  recordAuditEntry(ctx, {
    action: 'event.created',
    subjectType: 'event',
    subjectId: id,
    details: { name: input.name },
  });
  await ctx.em.flush();
  return getEvent(ctx, { eventId: id });
}
