import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { insertAhead, insertRows } from '../../kernel/database/insert-rows.ts';
import { instantFor, truthFor } from '../../kernel/database/sql-of.ts';
import type { Place } from './lock-seats.ts';

export type KeptPlace = Place & { accountId: string; isOverride: boolean };

const COLUMNS = {
  id: 'uuid',
  event_id: 'uuid',
  account_id: 'uuid',
  state: 'text',
  source: 'text',
  is_override: 'boolean',
  waitlist_number: 'int',
  offer_expires_at: 'timestamptz',
  joined_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;

/** Writes records as they are now, whether or not they were there; behind the lock of the event. */
export async function keepPlaces(ctx: Context, eventId: string, places: readonly KeptPlace[]): Promise<void> {
  await insertAhead(ctx.em, places, (some) =>
    insertRows(ctx.em, 'participation', {
      rows: some.map((place) => rowOf(ctx, eventId, place)),
      columns: COLUMNS,
    }).onConflict((conflict) =>
      conflict.columns(['event_id', 'account_id']).doUpdateSet((old) => ({
        state: old.ref('excluded.state'),
        source: old.ref('excluded.source'),
        is_override: old.ref('excluded.is_override'),
        waitlist_number: old.ref('excluded.waitlist_number'),
        offer_expires_at: old.ref('excluded.offer_expires_at'),
        joined_at: old.ref('excluded.joined_at'),
        updated_at: old.ref('excluded.updated_at'),
        // Of this coming alone: whoever gives the seat up and comes again has not been let in.
        checked_in_at: sql<Date | null>`case when excluded.state = 'going' then participation.checked_in_at end`,
        checked_in_by: sql<
          string | null
        >`case when excluded.state = 'going' then participation.checked_in_by end`,
        // Counted by the database from what was there: it grows whoever writes, and never goes back.
        seat_changes: sql<number>`participation.seat_changes + case when (participation.state = 'going') <> (excluded.state = 'going') then 1 else 0 end`,
      })),
    ),
  );
}

function rowOf(ctx: Context, eventId: string, place: KeptPlace) {
  return {
    id: place.id,
    event_id: eventId,
    account_id: place.accountId,
    state: place.state,
    source: place.source,
    is_override: truthFor(ctx.em, place.isOverride),
    waitlist_number: place.waitlistNumber,
    offer_expires_at: place.offerExpiresAt && instantFor(ctx.em, place.offerExpiresAt),
    joined_at: instantFor(ctx.em, place.joinedAt),
    updated_at: instantFor(ctx.em, ctx.clock.now()),
  };
}
