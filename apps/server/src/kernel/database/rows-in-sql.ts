import { type RawBuilder, sql } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { isSqlite } from './sql-of.ts';

export type ColumnType = 'uuid' | 'text' | 'int' | 'float8' | 'boolean' | 'timestamptz' | 'jsonb';

/**
 * Rows as a table expression of that name, by one parameter however many they are: it stays one prepared statement.
 * `columns` are the fields of a row and their types in Postgres; instants are given as `instantFor` makes them.
 */
export function rowsInSql<Row extends object>(
  em: EntityManager,
  name: string,
  { rows, columns }: { rows: readonly Row[]; columns: { readonly [Name in keyof Row & string]: ColumnType } },
): RawBuilder<unknown> {
  const json = JSON.stringify(rows);
  const named = Object.entries<ColumnType>(columns);
  if (isSqlite(em)) {
    const fields = named.map(([column, type]) => {
      const arrow = type === 'jsonb' ? sql`->` : sql`->>`;
      return sql`value ${arrow} ${sql.lit(column)} as ${sql.id(column)}`;
    });
    return sql`(select ${sql.join(fields)} from json_each(${json})) as ${sql.id(name)}`;
  }
  const fields = named.map(([column, type]) => sql`${sql.id(column)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(cast(${json} as jsonb)) as ${sql.id(name)} (${sql.join(fields)})`;
}
