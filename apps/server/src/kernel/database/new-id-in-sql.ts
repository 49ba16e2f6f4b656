import { type RawBuilder, sql } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { isSqlite } from './sql-of.ts';

/** A UUIDv7 for every row of a statement that makes rows of rows: the time in front, version and variant, then chance. */
export function newIdInSql(em: EntityManager, now: Date): RawBuilder<string> {
  const hex = now.getTime().toString(16).padStart(12, '0');
  const front = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
  if (isSqlite(em))
    return sql`${front} || substr(lower(hex(randomblob(2))), 2) || '-8' || substr(lower(hex(randomblob(2))), 2)
      || '-' || lower(hex(randomblob(6)))`;
  // A random UUID has its variant in place already; its first fifteen digits make way.
  return sql`cast(overlay(cast(gen_random_uuid() as text) placing cast(${front} as text) from 1 for 15) as uuid)`;
}
