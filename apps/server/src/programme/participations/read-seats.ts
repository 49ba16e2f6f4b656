import type { Context } from '../../kernel/context.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { Fault } from '../../kernel/fault.ts';
import { type BlacklistQuestion, isBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import {
  EVENT_COLUMNS,
  eventOf,
  PLACE_COLUMNS,
  type Place,
  placeOf,
  type SeatedEvent,
} from './lock-seats.ts';

type Seats = { event: SeatedEvent; place: Place | undefined; isRefused: boolean };

const read = preparedRead<BlacklistQuestion>()((db, parameter, isLite) => {
  const person = {
    accountId: parameter('accountId'),
    addressHashes: parameter('addressHashes'),
    eventId: parameter('eventId'),
    now: parameter('now'),
  };
  return db
    .selectFrom('event')
    .leftJoin('participation', (join) =>
      join
        .onRef('participation.event_id', '=', 'event.id')
        .on('participation.account_id', '=', person.accountId),
    )
    .where('event.id', '=', person.eventId)
    .select([...EVENT_COLUMNS, ...PLACE_COLUMNS])
    .select(isBlacklisted(person, isLite).as('is_refused'));
});

/** The seats of an event as they were a moment ago, and how one person takes part. Nobody waits for this. */
export async function readSeats(ctx: Context, who: BlacklistQuestion): Promise<Seats> {
  const [row] = await read(ctx.em, who);
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  return { event: eventOf(row), place: placeOf(row), isRefused: Boolean(row.is_refused) };
}
