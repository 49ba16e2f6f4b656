import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { isBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import type { Person } from './lock-people.ts';
import {
  EVENT_COLUMNS,
  eventOf,
  PLACE_COLUMNS,
  type Place,
  placeOf,
  type SeatedEvent,
} from './lock-seats.ts';

type Seats = { event: SeatedEvent; place: Place | undefined; isRefused: boolean };

/** The seats of an event as they were a moment ago, and how one person takes part. Nobody waits for this. */
export async function readSeats(ctx: Context, eventId: string, person: Person): Promise<Seats> {
  const row = await sqlOf(ctx.em)
    .selectFrom('event')
    .leftJoin('participation', (join) =>
      join
        .onRef('participation.event_id', '=', 'event.id')
        .on('participation.account_id', '=', person.accountId),
    )
    .where('event.id', '=', eventId)
    .select([...EVENT_COLUMNS, ...PLACE_COLUMNS])
    .select((it) => isBlacklisted(ctx, eventId, person)(it as never).as('is_refused'))
    .executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  return { event: eventOf(row), place: placeOf(row), isRefused: Boolean(row.is_refused) };
}
