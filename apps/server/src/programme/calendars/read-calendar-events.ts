import type { Kysely } from 'kysely';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, readSqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import './calendar-feeds.entity.ts';
import type { CalendarEvent } from './write-calendar.ts';

/** What is over stays in a feed for so long: calendars drop what is no longer there. */
const KEEP_PAST_MS = 90 * DAY_MS;
const MOST_EVENTS = 1_000;

/** Open to everybody for what is published or was cancelled; undefined for an event that the caller may not see. */
export async function readCalendarEvent(ctx: Context, eventId: string): Promise<CalendarEvent | undefined> {
  const row = await selectCalendarEvents(readSqlOf(ctx.em)).where('id', '=', eventId).executeTakeFirst();
  return row !== undefined && maySeeEvent(ctx.actor, row) ? fromRow(row) : undefined;
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
  return rows.map(fromRow);
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
  const rows = await selectCalendarEvents(db)
    .where('status', 'in', ['published', 'cancelled'])
    .where('ends_at', '>', instantFor(ctx.em, after(ctx.clock.now(), -KEEP_PAST_MS)))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('participation')
          .select('participation.id')
          .whereRef('participation.event_id', '=', 'event.id')
          .where('participation.account_id', '=', owner.id)
          .where('participation.state', '=', 'going'),
      ),
    )
    .orderBy('starts_at')
    .orderBy('id')
    .limit(MOST_EVENTS)
    .execute();
  return rows.map(fromRow);
}

function selectCalendarEvents(db: Kysely<Tables>) {
  return db
    .selectFrom('event')
    .select([
      'id',
      'status',
      'name',
      'short_description',
      'description',
      'starts_at',
      'ends_at',
      'location_name',
      'location_address',
      'updated_at',
      'version',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCalendarEvents>['execute']>>[number];

function fromRow(row: Row): CalendarEvent {
  return {
    id: row.id,
    status: row.status,
    name: row.name,
    description: row.description === '' ? row.short_description : row.description,
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    locationName: row.location_name,
    locationAddress: row.location_address,
    updatedAt: toInstant(row.updated_at),
    version: row.version,
  };
}
