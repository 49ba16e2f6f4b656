import { after, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { isRegistrationOpen, lineEndsAt } from '../events/events.entity.ts';
import { PERSON_COLUMNS, personIn } from './lock-people.ts';
import { PLACE_COLUMNS, placeOf, type SeatedEvent } from './lock-seats.ts';
import { type Move, movePeople } from './move-people.ts';

const MOST_AT_ONCE = 10_000;

/**
 * Gives free seats to those who wait, or offers them, in the order in which they came. Called behind the event's lock
 * whenever seats become free. It stops when registration is over or the event begins: nobody is given a seat that
 * they could not take themselves.
 */
export async function promoteFromWaitlist(ctx: Context, event: SeatedEvent): Promise<SeatedEvent> {
  const now = ctx.clock.now();
  if (!isRegistrationOpen(event, now) || now >= lineEndsAt(event) || event.waitlistLastNumber === 0)
    return event;
  const free = event.capacity == null ? MOST_AT_ONCE : event.capacity - event.seatsTaken;
  if (free <= 0) return event;

  const next = await readHeadOfLine(ctx, event.id, Math.min(free, MOST_AT_ONCE));
  const promoted = await movePeople(ctx, event, {
    moves: next,
    to:
      event.waitlist === 'offer'
        ? {
            state: 'offered',
            news: 'offered',
            reason: 'a seat became free',
            offerExpiresAt: offerExpiresAt(event, now),
          }
        : { state: 'going', news: 'promoted', reason: 'a seat became free' },
  });
  return promoted.event;
}

/** An offer that outlasted registration would be a seat for somebody who comes too late. */
function offerExpiresAt(event: SeatedEvent, now: Date): Date {
  return new Date(Math.min(Number(after(now, event.offerHours * HOUR_MS)), Number(lineEndsAt(event))));
}

async function readHeadOfLine(ctx: Context, eventId: string, most: number): Promise<Move[]> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', eventId)
    .where('participation.state', '=', 'waitlisted')
    .select(PLACE_COLUMNS)
    .select(PERSON_COLUMNS)
    .orderBy('participation.waitlist_number')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    person: personIn(row),
    place: placeOf(row),
  }));
}
