import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import type { Tables } from './tables.ts';

/** Typed SQL in the transaction of this entity manager, or outside of one if it has none. */
export function sqlOf(em: EntityManager): Kysely<Tables> {
  return em.getKysely<Tables>();
}

/** Typed SQL for reads: pipelined, and on the replica if there is one. In a transaction it is that transaction's. */
export function readSqlOf(em: EntityManager): Kysely<Tables> {
  return em.getKysely<Tables>({ type: 'read' });
}

/** Postgres answers with text, SQLite with milliseconds; both mean an instant. */
export function toInstant(value: unknown): Date {
  return value instanceof Date ? value : new Date(value as string | number);
}

export function toInstantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : toInstant(value);
}

/** Postgres answers JSON as what it says, SQLite as its text. */
export function toTexts(value: readonly string[] | string): string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : [...value];
}

/** An instant as the database that serves wants it as a parameter. */
export function instantFor(em: EntityManager, instant: Date): never {
  return (isSqlite(em) ? instant.getTime() : instant.toISOString()) as never;
}

/** A value of a JSON column: Postgres answers with the value, SQLite with its text. */
export function jsonOf<Value>(value: unknown): Value {
  return (typeof value === 'string' ? JSON.parse(value) : value) as Value;
}

/** A truth as the database that serves wants it as a parameter: SQLite keeps it as a number. */
export function truthFor(em: EntityManager, truth: boolean): boolean {
  return (isSqlite(em) ? Number(truth) : truth) as boolean;
}

/** The same rows, locked until the transaction ends. SQLite has one writer at a time, and no row locks. */
export function forUpdate<Named, From extends keyof Named, Row>(
  em: EntityManager,
  rows: SelectQueryBuilder<Named, From, Row>,
): SelectQueryBuilder<Named, From, Row> {
  return isSqlite(em) ? rows : rows.forUpdate();
}

/** The same, as strong as what an UPDATE takes: rows that refer to these may be written meanwhile. */
export function forNoKeyUpdate<Named, From extends keyof Named, Row>(
  em: EntityManager,
  rows: SelectQueryBuilder<Named, From, Row>,
): SelectQueryBuilder<Named, From, Row> {
  return isSqlite(em) ? rows : rows.forNoKeyUpdate();
}

export function isSqlite(em: EntityManager): boolean {
  return em.getPlatform().constructor.name.startsWith('Sqlite');
}

/**
 * Whether an id is one of these, as one parameter however many they are: a statement of another length each time is
 * another statement each time, and only so many are kept prepared.
 */
export function isAmong(em: EntityManager, id: string, ids: readonly string[]): RawBuilder<boolean> {
  const column = sql.ref(id);
  const asked = idsFor(em, ids);
  return isSqlite(em)
    ? sql`${column} in (select value from json_each(${asked}))`
    : sql`${column} = any(cast(${asked} as uuid[]))`;
}

/** Several ids as the database that serves wants them as one parameter. */
export function idsFor(em: EntityManager, ids: readonly string[]): string {
  return isSqlite(em) ? JSON.stringify(ids) : `{${ids.join(',')}}`;
}

/** The same of any text. */
export function isOneOf(em: EntityManager, name: string, texts: readonly string[]): RawBuilder<boolean> {
  const [column, json] = [sql.ref(name), JSON.stringify(texts)];
  return isSqlite(em)
    ? sql`${column} in (select value from json_each(${json}))`
    : sql`${column} = any(array(select json_array_elements_text(cast(${json} as json))))`;
}
