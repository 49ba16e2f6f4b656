import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import { registrationIsOpen, SEAT_IS_FREE } from '../events/open-registration.ts';
import type { SeatedEvent } from './lock-seats.ts';

/**
 * Those who wait and can be given a seat. Whoever has a disabled account keeps their place for when it is enabled, and
 * nobody stands behind them meanwhile: they could neither take a seat nor read that they have one.
 */
export function waitingInLine({ em }: Pick<Context, 'em'>) {
  return sqlOf(em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.state', '=', 'waitlisted')
    .where('account.disabled_at', 'is', null);
}

/** Events that have free seats, and give them to whoever waits. */
export function eventsWithSeatsForTheLine(ctx: Context) {
  const now = instantFor(ctx.em, ctx.clock.now());
  return sqlOf(ctx.em)
    .selectFrom('event')
    .where(registrationIsOpen(now))
    .where('event.starts_at', '>', now)
    .where('event.waitlist_last_number', '>', 0)
    .where(SEAT_IS_FREE);
}

/**
 * Whether a free seat is somebody's who waits. Once the event goes on it is not: nobody in line is given one any more,
 * and nobody is put behind them.
 */
export async function isAnybodyWaiting(ctx: Context, event: SeatedEvent): Promise<boolean> {
  if (event.waitlistLastNumber === 0 || ctx.clock.now() >= event.startsAt) return false;
  const first = await waitingInLine(ctx)
    .where('participation.event_id', '=', event.id)
    .select('participation.id')
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}

/**
 * The place in line of a row of `participation`: 1 is next. Of those ahead only who can be given a seat count: all by
 * the index of the line, less the few with disabled accounts.
 */
export const PLACE_IN_LINE = sql<number>`(
  select count(*) from participation as ahead
  where ahead.event_id = participation.event_id and ahead.state = 'waitlisted'
    and ahead.waitlist_number <= participation.waitlist_number
) - (
  select count(*) from account as absent
  join participation as ahead on ahead.account_id = absent.id
  where absent.disabled_at is not null
    and ahead.event_id = participation.event_id and ahead.state = 'waitlisted'
    and ahead.waitlist_number < participation.waitlist_number
)`;

/** By the ids of their records; whoever does not wait is not among them. */
export async function waitlistPlaces(
  ctx: Context,
  participationIds: readonly string[],
): Promise<Map<string, number>> {
  if (participationIds.length === 0) return new Map();
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where(isAmong(ctx.em, 'id', participationIds))
    .where('state', '=', 'waitlisted')
    .select(['id', PLACE_IN_LINE.as('place')])
    .execute();
  return new Map(rows.map(({ id, place }) => [id, Number(place)]));
}
