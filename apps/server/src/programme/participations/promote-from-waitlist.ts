import { after, earlierOf, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { isRegistrationOpen, lineEndsAt } from '../events/events.entity.ts';
import { PERSON_COLUMNS, personIn } from './lock-people.ts';
import { PLACE_COLUMNS, placeOf, type SeatedEvent } from './lock-seats.ts';
import { BLACKLISTED, type Move, movePeople } from './move-people.ts';
import { waitingInLine } from './waiting-in-line.ts';

/** As many as one statement can be told of; what is left after so many of them, the job of every minute goes on with. */
const MOST_AT_ONCE = 2_000;
const MOST_ROUNDS = 5;

/**
 * Gives free seats to those who wait, or offers them, in the order in which they came. Called behind the event's lock
 * whenever seats become free. It stops when registration is over or the event begins: nobody is given a seat that
 * they could not take themselves. Whoever is on the blacklist by now is turned away instead.
 */
export async function promoteFromWaitlist(ctx: Context, event: SeatedEvent): Promise<SeatedEvent> {
  const now = ctx.clock.now();
  if (!isRegistrationOpen(event, now) || now >= lineEndsAt(event) || event.waitlistLastNumber === 0)
    return event;
  let changing = event;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const most = Math.min(seatsLeft(changing), MOST_AT_ONCE);
    if (most <= 0) break;
    const head = await readHeadOfLine(ctx, event.id, most);
    changing = await promote(ctx, changing, head);
    if (head.length < most) break;
  }
  return changing;
}

function seatsLeft({ capacity, seatsTaken }: SeatedEvent): number {
  return capacity == null ? Number.POSITIVE_INFINITY : capacity - seatsTaken;
}

async function promote(ctx: Context, event: SeatedEvent, head: readonly Move[]): Promise<SeatedEvent> {
  const people = head.map(({ person }) => person);
  const unwanted = await findBlacklisted(ctx, event.id, people);
  const { event: changing } = await movePeople(ctx, event, {
    moves: head.filter(({ person }) => unwanted.has(person)),
    to: BLACKLISTED,
  });
  const cause = 'seat-became-free';
  const promoted = await movePeople(ctx, changing, {
    moves: head.filter(({ person }) => !unwanted.has(person)),
    to:
      event.waitlist === 'offer'
        ? {
            state: 'offered',
            news: 'offered',
            cause,
            offerExpiresAt: offerExpiresAt(event, ctx.clock.now()),
          }
        : { state: 'going', news: 'promoted', cause },
  });
  return promoted.event;
}

/** An offer that outlasted registration would be a seat for somebody who comes too late. */
function offerExpiresAt(event: SeatedEvent, now: Date): Date {
  return earlierOf(after(now, event.offerHours * HOUR_MS), lineEndsAt(event));
}

async function readHeadOfLine(ctx: Context, eventId: string, most: number): Promise<Move[]> {
  const rows = await waitingInLine(ctx)
    .where('participation.event_id', '=', eventId)
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
