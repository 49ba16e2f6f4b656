import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { isAmong, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import '../events/events.entity.ts';
import './participations.entity.ts';

const PERSON_COLUMNS = ['a.full_name', 'a.address', 'a.disabled_at'] as const;
const EVENT_COLUMNS = [
  'e.id as event_id',
  'e.status',
  'e.name',
  'e.short_description',
  'e.description',
  'e.starts_at',
  'e.ends_at',
  'e.time_zone',
  'e.payment_info',
  'e.location_name',
  'e.location_address',
  'e.cancellation_reason',
  'e.updated_at as changed_at',
  'e.version',
] as const;

/** A person at an event as it stands now: what mails about it say. */
export type Attendance = NonNullable<Awaited<ReturnType<typeof readAttendances>>[number]>;

/** Mails to many are made some at once, and look at the state of things together. */
export const readAttendance = coalesce(readAttendances);

async function readAttendances(ctx: Context, participationIds: readonly string[]) {
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation as p')
    .innerJoin('event as e', 'e.id', 'p.event_id')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select(['p.id', 'p.state', 'p.offer_expires_at'])
    .select(['p.seat_changes', 'p.checked_in_at', 'p.updated_at as moved_at'])
    .select(PERSON_COLUMNS)
    .select(EVENT_COLUMNS)
    .where(isAmong(ctx.em, 'p.id', [...new Set(participationIds)]))
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return participationIds.map((participationId) => {
    const row = found.get(participationId);
    if (row === undefined) return null;
    return {
      participationId,
      state: row.state,
      offerExpiresAt: toInstantOrNull(row.offer_expires_at),
      seatChanges: row.seat_changes,
      isCheckedIn: row.checked_in_at !== null,
      movedAt: toInstant(row.moved_at),
      ...personAndEvent(row),
    };
  });
}

/** The same of a record that was deleted, from what was kept of it. */
export async function readRemoved(
  ctx: Context,
  removed: {
    participationId: string;
    eventId: string;
    accountId: string;
    seatChanges: number;
    removedAt: string;
  },
): Promise<Attendance | null> {
  const row = await sqlOf(ctx.em)
    .selectFrom('event as e')
    .innerJoin('account as a', (join) => join.on('a.id', '=', removed.accountId))
    .select(PERSON_COLUMNS)
    .select(EVENT_COLUMNS)
    .where('e.id', '=', removed.eventId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    participationId: removed.participationId,
    state: 'rejected',
    offerExpiresAt: null,
    seatChanges: removed.seatChanges,
    isCheckedIn: false,
    movedAt: new Date(removed.removedAt),
    ...personAndEvent(row),
  };
}

type Row = {
  full_name: string;
  address: string;
  disabled_at: unknown;
  event_id: string;
  status: 'draft' | 'published' | 'cancelled' | 'archived';
  name: string;
  short_description: string;
  description: string;
  starts_at: unknown;
  ends_at: unknown;
  time_zone: string;
  payment_info: string | null;
  location_name: string | null;
  location_address: string | null;
  cancellation_reason: string | null;
  changed_at: unknown;
  version: number;
};

function personAndEvent(row: Row) {
  return {
    fullName: row.full_name,
    address: row.address,
    isDisabled: row.disabled_at !== null,
    event: {
      id: row.event_id,
      status: row.status,
      name: row.name,
      shortDescription: row.short_description,
      description: row.description,
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
      timeZone: row.time_zone,
      locationName: row.location_name,
      locationAddress: row.location_address,
      paymentInfo: row.payment_info,
      cancellationReason: row.cancellation_reason,
      changedAt: toInstant(row.changed_at),
      version: row.version,
    },
  };
}
