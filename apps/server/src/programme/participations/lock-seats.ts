import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import type { ParticipationState } from './participations.contract.ts';

export type Mine = { id: string; state: ParticipationState; joinedAt: Date; waitlistNumber: number | null };

/**
 * The seats of an event behind its row lock, and how one account takes part, in one statement: whoever wants
 * a seat stands in line here, on every process.
 */
export async function lockSeats(ctx: Context, eventId: string, accountId: string) {
  const select = sqlOf(ctx.em)
    .selectFrom('event')
    .leftJoin('participation', (join) =>
      join.onRef('participation.event_id', '=', 'event.id').on('participation.account_id', '=', accountId),
    )
    .where('event.id', '=', eventId)
    .select([
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
      'participation.id as mine_id',
      'participation.state as mine_state',
      'participation.joined_at as mine_joined_at',
      'participation.waitlist_number as mine_waitlist_number',
    ]);
  const row = await (isSqlite(ctx.em) ? select : select.forUpdate('event')).executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  const mine: Mine | undefined =
    row.mine_id === null || row.mine_state === null
      ? undefined
      : {
          id: row.mine_id,
          state: row.mine_state,
          joinedAt: toInstant(row.mine_joined_at),
          waitlistNumber: row.mine_waitlist_number,
        };
  const event = {
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
  };
  return { event, mine };
}

export type LockedEvent = Awaited<ReturnType<typeof lockSeats>>['event'];
