import type { Context } from '../../kernel/context.ts';
import { lockSeats } from './lock-seats.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import { eventsWithSeatsForTheLine } from './waiting-in-line.ts';

/**
 * Gives somebody who is back the seats that nobody else was there to take. Called behind the lock of their account, once
 * it can be given seats again, and taking the events in the order in which everybody takes them.
 */
export async function promoteReturned(ctx: Context, accountId: string): Promise<void> {
  const rows = await eventsWithSeatsForTheLine(ctx)
    .innerJoin('participation', 'participation.event_id', 'event.id')
    .where('participation.account_id', '=', accountId)
    .where('participation.state', '=', 'waitlisted')
    .select('event.id')
    .orderBy('event.id')
    .execute();
  for (const { id } of rows) await promoteFromWaitlist(ctx, await lockSeats(ctx, id));
}
