import type { Kysely } from 'kysely';
import type { Config } from '../../kernel/config.ts';
import { toInstant } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { describeImage } from '../images/images.entity.ts';
import type { EventSummary } from './events.contract.ts';
import { phaseOf } from './events.entity.ts';

/** What is shown of events, whoever looks on. */
export function selectSummaries(db: Kysely<Tables>) {
  return db
    .selectFrom('event')
    .select([
      'event.id',
      'event.status',
      'event.name',
      'event.short_description',
      'event.starts_at',
      'event.ends_at',
      'event.starts_at_local',
      'event.ends_at_local',
      'event.time_zone',
      'event.location_name',
      'event.image',
      'event.capacity',
      'event.seats_taken',
      'event.join_policy',
      'event.waitlist',
      'event.series_id',
      'event.occurrence_date',
    ]);
}

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummaries>['execute']>>[number];

export function summaryOf(config: Config, row: SummaryRow, now: Date): Omit<EventSummary, 'mine'> {
  const startsAt = toInstant(row.starts_at);
  const endsAt = toInstant(row.ends_at);
  return {
    id: row.id,
    status: row.status,
    phase: phaseOf({ startsAt, endsAt }, now),
    name: row.name,
    shortDescription: row.short_description,
    startsAt,
    endsAt,
    startsAtLocal: row.starts_at_local,
    endsAtLocal: row.ends_at_local,
    timeZone: row.time_zone,
    locationName: row.location_name,
    image: describeImage(config, row.image),
    capacity: row.capacity,
    seatsTaken: row.seats_taken,
    seatsLeft: row.capacity === null ? null : Math.max(0, row.capacity - row.seats_taken),
    joinPolicy: row.join_policy,
    waitlist: row.waitlist,
    series:
      row.series_id === null || row.occurrence_date === null
        ? null
        : { id: row.series_id, date: row.occurrence_date },
  };
}
