import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { instantFor, isSqlite } from '../../kernel/database/sql-of.ts';
import { EARLIEST_INSTANT, LATEST_INSTANT } from '../../kernel/instant.contract.ts';
import type { EventFilters } from './events.contract.ts';
import { registrationIsOpen, SEAT_IS_FREE } from './open-registration.ts';
import { containing } from './search-words.ts';

/** What a prepared read with filters is filled in with. */
export type FilterParameters = {
  now: never;
  from: never;
  until: never;
  onlyFree: number;
  onlyOpen: number;
  place: string;
};

type Parameter = <Name extends keyof FilterParameters>(name: Name) => FilterParameters[Name];

/** Whether an event is among those that are asked for; the place is looked up only where one is asked for. */
export function matchesFilters(
  parameter: Parameter,
  { hasPlace, isLite }: { hasPlace: boolean; isLite: boolean },
): RawBuilder<SqlBool> {
  const isAtPlace = isLite
    ? sql<SqlBool>`event_search match ${parameter('place')}`
    : sql<SqlBool>`place like ${parameter('place')}`;
  return sql<SqlBool>`event.starts_at >= ${parameter('from')} and event.starts_at < ${parameter('until')}
    and (${parameter('onlyFree')} = 0 or ${SEAT_IS_FREE})
    and (${parameter('onlyOpen')} = 0 or ${registrationIsOpen(parameter('now'))})
    ${hasPlace ? sql`and event.id in (select event_id from event_search where ${isAtPlace})` : sql``}`;
}

export function filterParameters(em: EntityManager, input: EventFilters, now: Date): FilterParameters {
  return {
    now: instantFor(em, now),
    from: instantFor(em, input.from ?? EARLIEST_INSTANT),
    until: instantFor(em, input.until ?? LATEST_INSTANT),
    onlyFree: Number(input.seats === 'free'),
    onlyOpen: Number(input.registration === 'open'),
    place: isSqlite(em)
      ? `place : ${quoted(containing(input.place ?? '').slice(1, -1))}`
      : containing(input.place ?? ''),
  };
}

/**
 * The filters as a part of a list's name: a cursor goes on in the list that it was made for, and in no other, and only
 * who asks for the same list is answered by the same statement.
 */
export function nameOfFilters({ from, until, seats, registration, place }: EventFilters): string {
  return JSON.stringify([from, until, seats, registration, place]);
}

/** A string of SQLite's full-text search: nothing in it is an operator. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
