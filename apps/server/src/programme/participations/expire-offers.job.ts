import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { eachByItself } from '../../kernel/jobs/each-by-itself.ts';
import { OFFER_RAN_OUT } from './enter-event.ts';
import { PERSON_COLUMNS, personIn } from './lock-people.ts';
import { lockSeats, PLACE_COLUMNS, placeOf } from './lock-seats.ts';
import { movePeople } from './move-people.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';

/** An offer is dead on time whatever this job does; it is here to pass the seat on to the next in line. */
export const expireOffers = declareJob({
  name: 'expire-offers',
  title: 'Offers that have run out',
  description: 'Passes a seat that was offered and not taken on to the next in the waitlist.',
  payload: z.object({}),
  cron: '* * * * *',
  run: expireDueOffers,
});

/** Each event by itself, so that none of them waits for another, nor for what is wrong with it. */
export async function expireDueOffers(ctx: Context): Promise<void> {
  const due = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('offer_expires_at', '<=', instantFor(ctx.em, ctx.clock.now()))
    .where('state', '=', 'offered')
    .select('event_id')
    .distinct()
    .execute();
  await eachByItself(
    ctx,
    due.map(({ event_id }) => event_id),
    expireAt,
  );
}

/** Whoever accepted while this waited for the event's lock is no longer among them. */
async function expireAt(ctx: Context, eventId: string): Promise<void> {
  const event = await lockSeats(ctx, eventId);
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', eventId)
    .where('participation.state', '=', 'offered')
    .where('participation.offer_expires_at', '<=', instantFor(ctx.em, ctx.clock.now()))
    .select(PLACE_COLUMNS)
    .select(PERSON_COLUMNS)
    .execute();
  const moves = rows.map((row) => ({ person: personIn(row), place: placeOf(row) }));
  const expired = await movePeople(ctx, event, { moves, to: OFFER_RAN_OUT });
  await promoteFromWaitlist(ctx, expired.event);
}
