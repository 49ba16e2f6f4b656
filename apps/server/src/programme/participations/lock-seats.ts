import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import type { ParticipationState } from './participations.contract.ts';

export type Mine = { id: string; state: ParticipationState; joinedAt: Date; waitlistNumber: number | null };

export type LockedEvent = Awaited<ReturnType<typeof lockEventRow>>;

/**
 * The seats of an event behind its row lock, and how one account takes part: whoever wants a seat stands in line
 * here, on every process. The participation is read by a statement of its own, after the lock is held. Joined to
 * the locking one it would be seen as it was when the waiting began, and a seat would be given back twice.
 */
export async function lockSeats(
  ctx: Context,
  eventId: string,
  accountId: string,
): Promise<{ event: LockedEvent; mine: Mine | undefined }> {
  const event = await lockEventRow(ctx, eventId);
  return { event, mine: await readMine(ctx, eventId, accountId) };
}

async function lockEventRow(ctx: Context, eventId: string) {
  const select = sqlOf(ctx.em)
    .selectFrom('event')
    .where('id', '=', eventId)
    .select([
      'id',
      'status',
      'capacity',
      'seats_taken',
      'waitlist',
      'waitlist_last_number',
      'join_policy',
      'starts_at',
      'registration_opens_at',
      'registration_closes_at',
      'reminder_minutes_before',
    ]);
  const row = await (isSqlite(ctx.em) ? select : select.forUpdate()).executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
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
  };
}

async function readMine(ctx: Context, eventId: string, accountId: string): Promise<Mine | undefined> {
  const row = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', '=', eventId)
    .where('account_id', '=', accountId)
    .select(['id', 'state', 'joined_at', 'waitlist_number'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    state: row.state,
    joinedAt: toInstant(row.joined_at),
    waitlistNumber: row.waitlist_number,
  };
}
