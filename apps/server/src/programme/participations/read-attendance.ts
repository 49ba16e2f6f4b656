import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import '../events/events.entity.ts';
import './participations.entity.ts';

/** A person at an event as it stands now: what mails about it say. */
export type Attendance = NonNullable<Awaited<ReturnType<typeof readAttendance>>>;

export async function readAttendance(ctx: Context, participationId: string) {
  const row = await sqlOf(ctx.em)
    .selectFrom('participation as p')
    .innerJoin('event as e', 'e.id', 'p.event_id')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select([
      'p.state',
      'p.waitlist_number',
      'p.offer_expires_at',
      'p.event_id',
      'a.full_name',
      'a.disabled_at',
    ])
    .select(['e.status', 'e.name', 'e.starts_at', 'e.ends_at', 'e.time_zone', 'e.payment_info'])
    .select(['e.location_name', 'e.location_address', 'e.cancellation_reason'])
    .where('p.id', '=', participationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    state: row.state,
    waitlistNumber: row.waitlist_number,
    offerExpiresAt: toInstantOrNull(row.offer_expires_at),
    fullName: row.full_name,
    isDisabled: row.disabled_at !== null,
    event: {
      id: row.event_id,
      status: row.status,
      name: row.name,
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
      timeZone: row.time_zone,
      locationName: row.location_name,
      locationAddress: row.location_address,
      paymentInfo: row.payment_info,
      cancellationReason: row.cancellation_reason,
    },
  };
}
