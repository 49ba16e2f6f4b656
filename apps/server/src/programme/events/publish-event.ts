import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { openDoors } from '../participations/open-doors.ts';
import { EVENT_NOT_PUBLISHABLE, type EventDetails, type PublishEventInput } from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/** Shows a draft to everybody, and tells whom staff has recorded by then. Publishing what is published already changes nothing. */
export async function publishEvent(ctx: Context, input: PublishEventInput): Promise<EventDetails> {
  const event = await lockEvent(ctx, input.eventId);
  if (event.status === 'published') return getEvent(ctx, input);
  if (event.status !== 'draft' || event.endsAt <= ctx.clock.now()) throw new Fault(EVENT_NOT_PUBLISHABLE);
  event.status = 'published';
  event.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, { action: 'event.published', subjectType: 'event', subjectId: event.id });
  await ctx.em.flush();
  await openDoors(ctx, event);
  return getEvent(ctx, input);
}
