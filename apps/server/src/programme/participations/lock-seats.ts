import type { Selectable } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import type { ParticipationState } from './participations.contract.ts';

export type Mine = { id: string; state: ParticipationState; joinedAt: Date; waitlistNumber: number | null };

export type SeatedEvent = ReturnType<typeof eventOf>;

type Seats = { event: SeatedEvent; mine: Mine | undefined };

const OF_EVENT = [
  'event.id',
  'event.status',
  'event.capacity',
  'event.seats_taken',
  'event.waitlist',
  'event.waitlist_last_number',
  'event.join_policy',
  'event.starts_at',
  'event.registration_opens_at',
  'event.registration_closes_at',
  'event.reminder_minutes_before',
  'event.version',
] as const;

const OF_MINE = [
  'participation.id as mine_id',
  'participation.state',
  'participation.joined_at',
  'participation.waitlist_number',
] as const;

/** The seats of an event as they were a moment ago, and how one account takes part. Nobody waits for this. */
export async function readSeats(ctx: Context, eventId: string, accountId: string): Promise<Seats> {
  const row = await sqlOf(ctx.em)
    .selectFrom('event')
    .leftJoin('participation', (join) =>
      join.onRef('participation.event_id', '=', 'event.id').on('participation.account_id', '=', accountId),
    )
    .where('event.id', '=', eventId)
    .select([...OF_EVENT, ...OF_MINE])
    .executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  return { event: eventOf(row), mine: mineOf(row) };
}

/**
 * The seats of an event behind its row lock, and how one account takes part: whoever wants a seat stands in line
 * here, on every process. The participation is read by a statement of its own, after the lock is held. Joined to
 * the locking one it would be seen as it was when the waiting began, and a seat would be given back twice.
 */
export async function lockSeats(ctx: Context, eventId: string, accountId: string): Promise<Seats> {
  const select = sqlOf(ctx.em).selectFrom('event').where('event.id', '=', eventId).select(OF_EVENT);
  // As strong as what an UPDATE takes: rows that refer to the event may be written meanwhile.
  const row = await (isSqlite(ctx.em) ? select : select.forNoKeyUpdate()).executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  const mine = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', '=', eventId)
    .where('account_id', '=', accountId)
    .select(OF_MINE)
    .executeTakeFirst();
  return { event: eventOf(row), mine: mine && mineOf(mine) };
}

type EventColumns = Pick<
  Selectable<Tables['event']>,
  | 'id'
  | 'status'
  | 'capacity'
  | 'seats_taken'
  | 'waitlist'
  | 'waitlist_last_number'
  | 'join_policy'
  | 'starts_at'
  | 'registration_opens_at'
  | 'registration_closes_at'
  | 'reminder_minutes_before'
  | 'version'
>;

function eventOf(row: EventColumns) {
  return {
    id: row.id,
    status: row.status,
    capacity: row.capacity,
    seatsTaken: row.seats_taken,
    waitlist: row.waitlist,
    waitlistLastNumber: row.waitlist_last_number,
    joinPolicy: row.join_policy,
    startsAt: toInstant(row.starts_at),
    registrationOpensAt: toInstantOrNull(row.registration_opens_at),
    registrationClosesAt: toInstantOrNull(row.registration_closes_at),
    reminderMinutesBefore: row.reminder_minutes_before,
    version: row.version,
  };
}

function mineOf(row: {
  mine_id: string | null;
  state: ParticipationState | null;
  joined_at: unknown;
  waitlist_number: number | null;
}): Mine | undefined {
  if (row.mine_id === null || row.state === null) return undefined;
  return {
    id: row.mine_id,
    state: row.state,
    joinedAt: toInstant(row.joined_at),
    waitlistNumber: row.waitlist_number,
  };
}
