import type { Selectable } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import {
  forNoKeyUpdate,
  isAmong,
  jsonOf,
  sqlOf,
  toInstant,
  toInstantOrNull,
} from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import type { EventRow } from '../events/events.entity.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';
import type { ParticipationSource, ParticipationState } from './participations.contract.ts';

/** What one account's record at an event says. */
export type Place = {
  id: string;
  state: ParticipationState;
  source: ParticipationSource;
  joinedAt: Date;
  waitlistNumber: number | null;
  offerExpiresAt: Date | null;
};

/** What of an event decides who gets in. */
export type SeatedEvent = Pick<
  EventRow,
  | 'id'
  | 'status'
  | 'capacity'
  | 'seatsTaken'
  | 'waitlist'
  | 'waitlistLastNumber'
  | 'offerHours'
  | 'joinPolicy'
  | 'startsAt'
  | 'endsAt'
  | 'registrationOpensAt'
  | 'registrationClosesAt'
  | 'startsAtLocal'
  | 'timeZone'
  | 'reminders'
  | 'version'
>;

export const EVENT_COLUMNS = [
  'event.id',
  'event.status',
  'event.capacity',
  'event.seats_taken',
  'event.waitlist',
  'event.waitlist_last_number',
  'event.offer_hours',
  'event.join_policy',
  'event.starts_at',
  'event.ends_at',
  'event.registration_opens_at',
  'event.registration_closes_at',
  'event.starts_at_local',
  'event.time_zone',
  'event.reminders',
  'event.version',
] as const;

export const PLACE_COLUMNS = [
  'participation.id as place_id',
  'participation.state',
  'participation.source',
  'participation.joined_at',
  'participation.waitlist_number',
  'participation.offer_expires_at',
] as const;

/** The seats of an event behind its row lock: whoever wants one stands in line here, on every process. */
export async function lockSeats(ctx: Context, eventId: string): Promise<SeatedEvent> {
  const select = sqlOf(ctx.em).selectFrom('event').where('event.id', '=', eventId).select(EVENT_COLUMNS);
  const row = await forNoKeyUpdate(ctx.em, select).executeTakeFirst();
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  return eventOf(row);
}

/** The same, before they are read by what follows: it goes out with that. */
export async function holdSeats(ctx: Context, eventId: string): Promise<void> {
  const event = sqlOf(ctx.em).selectFrom('event').where('id', '=', eventId).select('id');
  await sendAhead(ctx.em, forNoKeyUpdate(ctx.em, event).compile());
}

/**
 * How these accounts take part. Read by a statement of its own, once the lock of the event is held: joined to the
 * locking one it would be seen as it was when the waiting began, and a seat would be given back twice.
 */
export async function readPlaces(
  ctx: Context,
  eventId: string,
  accountIds: readonly string[],
): Promise<Map<string, Place>> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', '=', eventId)
    .where(isAmong(ctx.em, 'account_id', accountIds))
    .select([...PLACE_COLUMNS, 'participation.account_id'])
    .execute();
  return new Map(rows.map((row) => [row.account_id, placeOf(row) as Place]));
}

type EventColumns = Pick<
  Selectable<Tables['event']>,
  (typeof EVENT_COLUMNS)[number] extends `event.${infer Column}` ? Column : never
>;

export function eventOf(row: EventColumns): SeatedEvent {
  return {
    id: row.id,
    status: row.status,
    capacity: row.capacity,
    seatsTaken: row.seats_taken,
    waitlist: row.waitlist,
    waitlistLastNumber: row.waitlist_last_number,
    offerHours: row.offer_hours,
    joinPolicy: row.join_policy,
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    registrationOpensAt: toInstantOrNull(row.registration_opens_at),
    registrationClosesAt: toInstantOrNull(row.registration_closes_at),
    startsAtLocal: row.starts_at_local,
    timeZone: row.time_zone,
    reminders: jsonOf<ReminderRule[]>(row.reminders),
    version: row.version,
  };
}

type PlaceColumns = {
  place_id: string | null;
  state: ParticipationState | null;
  source: ParticipationSource | null;
  joined_at: unknown;
  waitlist_number: number | null;
  offer_expires_at: unknown;
};

/** Undefined where an outer join found no record. */
export function placeOf(row: PlaceColumns): Place | undefined {
  if (row.place_id === null || row.state === null) return undefined;
  return {
    id: row.place_id,
    state: row.state,
    source: row.source ?? 'self',
    joinedAt: toInstant(row.joined_at),
    waitlistNumber: row.waitlist_number,
    offerExpiresAt: toInstantOrNull(row.offer_expires_at),
  };
}
