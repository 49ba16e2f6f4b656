import type { Kysely } from 'kysely';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, readSqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import './calendar-feeds.entity.ts';
import '../participations/participations.entity.ts';
import { publicIdentity, seatIdentity } from './calendar-identity.ts';
import type { CalendarEvent } from './write-calendar.ts';

/** What is over stays in a feed for so long: calendars drop what is no longer there. */
const KEEP_PAST_MS = 90 * DAY_MS;
const MOST_EVENTS = 1_000;

/** Open to everybody for what is published or was cancelled; undefined for an event that the caller may not see. */
export async function readCalendarEvent(ctx: Context, eventId: string): Promise<CalendarEvent | undefined> {
  const row = await selectCalendarEvents(readSqlOf(ctx.em))
    .where('event.id', '=', eventId)
    .executeTakeFirst();
  return row !== undefined && maySeeEvent(ctx.actor, row) ? publicEvent(ctx, row) : undefined;
}

/** Open to everybody: the public programme, from what was lately over on. */
export async function readPublicProgramme(ctx: Context): Promise<CalendarEvent[]> {
  const rows = await selectCalendarEvents(readSqlOf(ctx.em))
    .where('status', 'in', ['published', 'cancelled'])
    .where('ends_at', '>', instantFor(ctx.em, after(ctx.clock.now(), -KEEP_PAST_MS)))
    .orderBy('starts_at')
    .orderBy('id')
    .limit(MOST_EVENTS)
    .execute();
  return rows.map((row) => publicEvent(ctx, row));
}

/** The token is the proof: what its owner has a seat at. Undefined for an address that is not one. */
export async function readPrivateFeed(ctx: Context, token: string): Promise<CalendarEvent[] | undefined> {
  const db = readSqlOf(ctx.em);
  const owner = await db
    .selectFrom('calendar_feed')
    .innerJoin('account', 'account.id', 'calendar_feed.account_id')
    .select('account.id')
    .where('calendar_feed.token_hash', '=', sha256(token))
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  if (owner === undefined) return undefined;
  const rows = await selectSeats(db)
    .where('participation.account_id', '=', owner.id)
    .where('event.ends_at', '>', instantFor(ctx.em, after(ctx.clock.now(), -KEEP_PAST_MS)))
    .orderBy('event.starts_at')
    .orderBy('event.id')
    .limit(MOST_EVENTS)
    .execute();
  return rows.map(seatOf);
}

/** Whoever has the address of the file was given it with the seat. Undefined once the seat is given up. */
export async function readCalendarSeat(
  ctx: Context,
  participationId: string,
): Promise<CalendarEvent | undefined> {
  const row = await selectSeats(readSqlOf(ctx.em))
    .where('participation.id', '=', participationId)
    .executeTakeFirst();
  return row && seatOf(row);
}

/** What people have a seat at: with the UID and the SEQUENCE of what they were mailed. */
function selectSeats(db: Kysely<Tables>) {
  return selectCalendarEvents(db)
    .innerJoin('participation', 'participation.event_id', 'event.id')
    .where('participation.state', '=', 'going')
    .where('event.status', 'in', ['published', 'cancelled'])
    .select([
      'participation.id as participation_id',
      'participation.seat_changes',
      'participation.updated_at as moved_at',
    ]);
}

function selectCalendarEvents(db: Kysely<Tables>) {
  return db
    .selectFrom('event')
    .select([
      'event.id',
      'event.status',
      'event.name',
      'event.short_description',
      'event.description',
      'event.starts_at',
      'event.ends_at',
      'event.location_name',
      'event.location_address',
      'event.updated_at',
      'event.version',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCalendarEvents>['execute']>>[number];

function publicEvent({ config }: Context, row: Row): CalendarEvent {
  return { ...publicIdentity(config, row), ...shownOf(row) };
}

function seatOf(
  row: Row & { participation_id: string; seat_changes: number; moved_at: unknown },
): CalendarEvent {
  const { participation_id: participationId, seat_changes: seatChanges, version: eventVersion } = row;
  const shown = shownOf(row);
  return {
    ...seatIdentity({ participationId, seatChanges, eventVersion }),
    ...shown,
    updatedAt: new Date(Math.max(+shown.updatedAt, +toInstant(row.moved_at))),
  };
}

function shownOf(row: Row): Omit<CalendarEvent, 'uid' | 'sequence'> {
  return {
    eventId: row.id,
    isCancelled: row.status === 'cancelled',
    name: row.name,
    description: row.description === '' ? row.short_description : row.description,
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    locationName: row.location_name,
    locationAddress: row.location_address,
    updatedAt: toInstant(row.updated_at),
  };
}
