import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { lineEndsAt } from '../events/events.entity.ts';
import type { SeatedEvent } from './lock-seats.ts';

/** Ends offers no later than the event now gives out seats. Called behind its lock; the minute job passes them on. */
export async function shortenOffers(ctx: Context, event: SeatedEvent): Promise<void> {
  const end = instantFor(ctx.em, lineEndsAt(event));
  await sqlOf(ctx.em)
    .updateTable('participation')
    .set({ offer_expires_at: end })
    .where('event_id', '=', event.id)
    .where('state', '=', 'offered')
    .where('offer_expires_at', '>', end)
    .execute();
}
