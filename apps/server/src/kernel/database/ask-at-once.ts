import type { Compilable, CompiledQuery } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { sqlOf } from './sql-of.ts';

type RowsOf<Asked> = { [At in keyof Asked]: Asked[At] extends Compilable<infer Row> ? Row[] : never };

/**
 * Asks several things of a transaction by one way to the database and back. They are worked through in their order: what
 * one of them locks or writes, the next ones see as it has become. Where one fails in the database, so do all behind it.
 */
export async function askAtOnce<const Asked extends readonly Compilable<unknown>[]>(
  em: EntityManager,
  ...asked: Asked
): Promise<RowsOf<Asked>> {
  const statements = asked.map((one) => one.compile() as CompiledQuery);
  const answers = await sqlOf(em)
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(statements.map((statement) => connection.executeQuery(statement))),
    );
  return answers.map(({ rows }) => rows) as RowsOf<Asked>;
}
