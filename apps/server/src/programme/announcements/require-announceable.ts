import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { EventEntity, type EventRow } from '../events/events.entity.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import { ANNOUNCEMENT_NOT_POSSIBLE } from './announcements.contract.ts';

/** An event whose people may be written to. Also one that is over: to thank them; and one that is called off. */
export async function requireAnnounceable(ctx: Context, eventId: string): Promise<EventRow> {
  const event = await ctx.em.findOne(EventEntity, { id: eventId });
  if (event === null || !maySeeEvent(ctx.actor, event)) throw new Fault(EVENT_NOT_FOUND);
  if (event.status !== 'published' && event.status !== 'cancelled')
    throw new Fault(ANNOUNCEMENT_NOT_POSSIBLE);
  return event;
}
