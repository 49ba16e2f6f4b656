import type { Context } from '../../kernel/context.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { keepPlaces } from './keep-places.ts';
import type { Person } from './lock-people.ts';
import type { Place, SeatedEvent } from './lock-seats.ts';
import { noteClearedCheckIns } from './note-cleared-check-ins.ts';
import type { ParticipationSource, ParticipationState } from './participations.contract.ts';
import { holdsSeat } from './participations.policy.ts';
import { type Manner, type Moved, tellOfMoves } from './tell-of-moves.ts';

export type Move = { person: Person; place: Place | undefined };

export type MoveTo = Manner & {
  state: ParticipationState;
  /** How the record came to be; left out: as it was, or by oneself. */
  source?: ParticipationSource;
  offerExpiresAt?: Date;
};

export const BLACKLISTED = {
  state: 'rejected',
  news: 'rejected',
  cause: 'blacklisted',
} as const;

/**
 * Puts people into a state, behind the lock of the event: records, seats, line, history, mails and reminders change
 * together or not at all. It asks for no rule: whoever calls has asked. Answers the event as it is then.
 */
export async function movePeople(
  ctx: Context,
  event: SeatedEvent,
  { moves, to }: { moves: readonly Move[]; to: MoveTo },
): Promise<{ event: SeatedEvent; moved: Moved[] }> {
  if (moves.length === 0) return { event, moved: [] };
  const isWaiting = to.state === 'waitlisted';
  const moved = moves.map(({ person, place }, index) => ({
    person,
    from: place?.state ?? null,
    place: {
      ...placeIn(ctx, to, place),
      waitlistNumber: isWaiting ? event.waitlistLastNumber + index + 1 : null,
    },
  }));
  const after = {
    ...event,
    seatsTaken: event.seatsTaken + moved.reduce((sum, one) => sum + seatsOf(one), 0),
    waitlistLastNumber: event.waitlistLastNumber + (isWaiting ? moves.length : 0),
  };
  const isOverride = to.isOverride ?? false;
  const givenUp = moved.filter(({ from, place }) => from === 'going' && place.state !== 'going');
  await noteClearedCheckIns(ctx, {
    eventId: event.id,
    participationIds: givenUp.map(({ place }) => place.id),
  });
  await keepPlaces(
    ctx,
    event.id,
    moved.map(({ person, place }) => ({ ...place, accountId: person.accountId, isOverride })),
  );
  await keepCounts(ctx, event, after);
  // Nobody hears of a draft: who is recorded at one is told when it is published.
  const manner = event.status === 'draft' ? { ...to, news: null } : to;
  await tellOfMoves(ctx, event, { moved, manner });
  return { event: after, moved };
}

/** Behind the lock, so that what was read is still so. */
async function keepCounts(ctx: Context, before: SeatedEvent, after: SeatedEvent): Promise<void> {
  const isSame =
    before.seatsTaken === after.seatsTaken && before.waitlistLastNumber === after.waitlistLastNumber;
  if (isSame) return;
  const update = sqlOf(ctx.em)
    .updateTable('event')
    .set({ seats_taken: after.seatsTaken, waitlist_last_number: after.waitlistLastNumber })
    .where('id', '=', before.id);
  await sendAhead(ctx.em, update.compile());
}

function seatsOf({ from, place }: Moved): number {
  return Number(holdsSeat(place.state)) - Number(holdsSeat(from));
}

/** Who comes for the first time or comes back joins now; who moves on within keeps the time of joining. */
function placeIn(ctx: Context, to: MoveTo, before: Place | undefined): Place {
  const isComing = before === undefined || ['invited', 'declined', 'left', 'rejected'].includes(before.state);
  return {
    id: before?.id ?? newId(),
    state: to.state,
    source: to.source ?? before?.source ?? 'self',
    joinedAt: isComing ? ctx.clock.now() : before.joinedAt,
    waitlistNumber: null,
    offerExpiresAt: to.offerExpiresAt ?? null,
  };
}
