import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from './events.contract.ts';
import { EventEntity, type EventRow } from './events.entity.ts';
import { maySeeEvent } from './events.policy.ts';

/** The event behind its row lock: seats, waitlist and times change one after another. */
export async function lockEvent(ctx: Context, eventId: string): Promise<EventRow> {
  const event = await ctx.em.findOne(EventEntity, { id: eventId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (event === null || !maySeeEvent(ctx.actor, event)) throw new Fault(EVENT_NOT_FOUND);
  return event;
}
