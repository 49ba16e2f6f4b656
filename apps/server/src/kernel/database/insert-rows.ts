import { type InsertQueryBuilder, type InsertResult, sql } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { type ColumnType, rowsInSql } from './rows-in-sql.ts';
import { sendAhead } from './send-ahead.ts';
import { sqlOf } from './sql-of.ts';
import type { Tables } from './tables.ts';

/** An insert of any number of rows by one parameter, in their order: it stays one prepared statement. */
export function insertRows<Table extends keyof Tables, Column extends keyof Tables[Table] & string>(
  em: EntityManager,
  table: Table,
  it: { rows: readonly Record<Column, unknown>[]; columns: Readonly<Record<Column, ColumnType>> },
): InsertQueryBuilder<Tables, Table, InsertResult> {
  const names = Object.keys(it.columns) as Column[];
  // Without a condition SQLite would take an `on conflict` that follows for one of a join.
  const rows = sql`select ${sql.join(names.map((name) => sql.id(name)))} from ${rowsInSql(em, 'one', it)} where true`;
  return sqlOf(em)
    .insertInto(table)
    .columns(names as never)
    .expression(rows as never);
}

const ROWS_PER_STATEMENT = 500;

/**
 * Inserts rows of which nothing is asked but that they are kept. Of many, each portion is waited for before the next is
 * made: meanwhile it is somebody else's turn. The last goes out with what follows.
 */
export async function insertAhead<Row>(
  em: EntityManager,
  rows: readonly Row[],
  insertOf: (
    portion: readonly Row[],
  ) => Pick<InsertQueryBuilder<Tables, never, InsertResult>, 'compile' | 'execute'>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const insert = insertOf(rows.slice(start, start + ROWS_PER_STATEMENT));
    const isLast = start + ROWS_PER_STATEMENT >= rows.length;
    await (isLast ? sendAhead(em, insert.compile()) : insert.execute());
  }
}
