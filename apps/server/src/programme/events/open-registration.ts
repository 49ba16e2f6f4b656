import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** `isRegistrationOpen` as a condition within a statement over `event`. */
export function registrationIsOpen(now: unknown): RawBuilder<SqlBool> {
  return sql<SqlBool>`(event.status = 'published'
    and coalesce(event.registration_closes_at, event.starts_at) > ${now} and event.ends_at > ${now}
    and (event.registration_opens_at is null or event.registration_opens_at <= ${now}))`;
}

/** `hasFreeSeat` likewise. */
export const SEAT_IS_FREE = sql<SqlBool>`(event.capacity is null or event.seats_taken < event.capacity)`;
