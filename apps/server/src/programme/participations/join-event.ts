import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import {
  askIfBlacklisted,
  type BlacklistQuestion,
  isBlacklisted,
} from '../../people/blacklists/find-blacklisted.ts';
import { hasFreeSeat } from '../events/events.entity.ts';
import { answerParticipation } from './answer-participation.ts';
import { enterEvent, isIn } from './enter-event.ts';
import { keepFirstPlace } from './keep-places.ts';
import { type Person, personOf } from './lock-people.ts';
import type { Place, SeatedEvent } from './lock-seats.ts';
import { placeIn } from './move-people.ts';
import {
  INVITATION_REQUIRED,
  type JoinEventInput,
  PARTICIPATION_REFUSED,
  type Participation,
} from './participations.contract.ts';
import { admit } from './participations.policy.ts';
import { readSeats } from './read-seats.ts';
import { tellOfMoves } from './tell-of-moves.ts';

/**
 * Takes a seat, a place in the waitlist, or asks staff for one, as the event has it. Joining again while one takes part
 * changes nothing; joining again after leaving begins at the end of the line. Whoever is refused for certain does not
 * stand in line for the event's row.
 */
export async function joinEvent(ctx: Context, input: JoinEventInput): Promise<Participation | Fault> {
  const person = personOf(ctx);
  const who = askIfBlacklisted(ctx, input.eventId, person);
  const { event, place, isRefused } = await readSeats(ctx, who);
  if (place !== undefined && isIn(event, place)) return answerParticipation(ctx, event.id, place);
  if (isRefused || place?.state === 'rejected') throw new Fault(PARTICIPATION_REFUSED);
  const isAsked = place?.state === 'invited' || place?.state === 'offered';
  const admission = admit(event, { now: ctx.clock.now(), isWaited: false, isAsked });
  // An offered seat is not a free one, and the invited may be known by their address alone.
  const isCertain = place?.state !== 'offered' && admission !== INVITATION_REQUIRED;
  if (typeof admission !== 'string' && isCertain) throw new Fault(admission);

  const isWalkIn = place === undefined && admission === 'going' && event.waitlistLastNumber === 0;
  const walkedIn = isWalkIn && hasFreeSeat(event) ? await walkIn(ctx, event, { person, who }) : undefined;
  if (walkedIn !== undefined) return answerParticipation(ctx, event.id, walkedIn);
  return enterEvent(ctx, { eventId: event.id, person, needsAsking: false });
}

/**
 * The way of the crowd, when nobody ever waited: everything is written first, and the event's row, at which everybody
 * meets, is held for one statement alone. That one takes the seat only if all is still as it was seen; otherwise
 * nothing was written, and the lock decides.
 */
async function walkIn(
  ctx: Context,
  event: SeatedEvent,
  { person, who }: { person: Person; who: BlacklistQuestion },
): Promise<Place | undefined> {
  const db = sqlOf(ctx.em);
  await sql`savepoint before_walking_in`.execute(db);
  const place = placeIn(ctx, { state: 'going', news: 'confirmed' }, undefined);
  if (await keepFirstPlace(ctx, event.id, { ...place, accountId: person.accountId, isOverride: false })) {
    await tellOfMoves(ctx, event, {
      moved: [{ person, from: null, place }],
      manner: { news: 'confirmed' },
    });
    if (await takeSeat(ctx, event, who)) return place;
  }
  await sql`rollback to savepoint before_walking_in`.execute(db);
  return undefined;
}

/**
 * One conditional update. False when the seats, the waitlist or the event itself are not as they were seen, or when
 * the person was blacklisted meanwhile: by now their account is held together with the record, so that whoever
 * blacklists has either committed, and is seen here, or waits and will find this seat.
 */
async function takeSeat(ctx: Context, event: SeatedEvent, who: BlacklistQuestion): Promise<boolean> {
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('event')
    .set((row) => ({ seats_taken: row('seats_taken', '+', 1) }))
    .where('id', '=', event.id)
    .where('version', '=', event.version)
    .where('waitlist_last_number', '=', event.waitlistLastNumber)
    .where((row) => row.or([row('capacity', 'is', null), row('seats_taken', '<', row.ref('capacity'))]))
    .where(sql<boolean>`not ${isBlacklisted(who, isSqlite(ctx.em))}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
