import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from './events.contract.ts';
import { EventEntity, type EventRow } from './events.entity.ts';
import { maySeeEvent } from './events.policy.ts';

/**
 * The event behind its row lock: seats, waitlist and times change one after another. The lock is no stronger than
 * an UPDATE's, so that whoever has written a row that refers to the event can still get at its seats.
 */
export async function lockEvent(ctx: Context, eventId: string): Promise<EventRow> {
  if (!isSqlite(ctx.em))
    await sqlOf(ctx.em).selectFrom('event').where('id', '=', eventId).select('id').forNoKeyUpdate().execute();
  const event = await ctx.em.findOne(EventEntity, { id: eventId });
  if (event === null || !maySeeEvent(ctx.actor, event)) throw new Fault(EVENT_NOT_FOUND);
  return event;
}
