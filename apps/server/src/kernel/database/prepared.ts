import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { isSqlite, readSqlOf } from './sql-of.ts';
import type { Tables } from './tables.ts';

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Build<Parameters, Row> = (
  db: Kysely<Tables>,
  parameter: <Name extends keyof Parameters & string>(name: Name) => Parameters[Name],
  /** Whether it is written for SQLite. */
  isLite: boolean,
) => Compilable<Row>;

/**
 * A read that is written once as typed SQL, compiled once for each kind of database, and then only filled in.
 * Building the text anew at each call would cost as much as asking Postgres.
 */
export function preparedRead<Parameters extends Record<string, unknown>>() {
  return <Row>(build: Build<Parameters, Row>) => {
    const compiled = new Map<boolean, CompiledQuery<Row>>();
    return async (em: EntityManager, parameters: Parameters): Promise<Row[]> => {
      const db = readSqlOf(em);
      const isLite = isSqlite(em);
      let query = compiled.get(isLite);
      if (query === undefined) {
        query = build(db, (name) => new Placeholder(name) as never, isLite).compile();
        compiled.set(isLite, query);
      }
      const values = query.parameters.map((value) =>
        value instanceof Placeholder ? parameters[value.name] : value,
      );
      const { rows } = await db.executeQuery<Row>({ ...query, parameters: values });
      return rows;
    };
  };
}
