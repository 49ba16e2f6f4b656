import { sql } from 'kysely';
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
import { eventsWithSeatsForTheLine, waitingInLine } from './waiting-in-line.ts';

/**
 * Moves lines that time alone has set free. An offer is dead on time whatever this job does; it passes the seat on to
 * the next. And where registration opens while seats are free, nobody does anything that could move those who wait.
 */
export const expireOffers = declareJob({
  name: 'expire-offers',
  title: 'Offers and waitlists',
  description:
    'Passes on seats that were offered and not taken, and gives free ones to those who wait once registration opens.',
  payload: z.object({}),
  cron: '* * * * *',
  run: expireDueOffers,
});

/** Each event by itself, so that none of them waits for another, nor for what is wrong with it. */
export async function expireDueOffers(ctx: Context): Promise<void> {
  await eachByItself(ctx, await findLinesToMove(ctx), moveLine);
}

/** Where an offer has run out, or a seat is free for somebody who waits. */
async function findLinesToMove(ctx: Context): Promise<string[]> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const withFreeSeats = eventsWithSeatsForTheLine(ctx)
    .where(({ exists }) =>
      exists(
        waitingInLine(ctx)
          .where('participation.event_id', '=', sql.ref<string>('event.id'))
          .select('participation.id'),
      ),
    )
    .select('event.id as event_id');
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('offer_expires_at', '<=', now)
    .where('state', '=', 'offered')
    .select('event_id')
    .union(withFreeSeats)
    .execute();
  return rows.map((row) => row.event_id);
}

/** Whoever accepted while this waited for the event's lock is no longer among them. */
async function moveLine(ctx: Context, eventId: string): Promise<void> {
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
