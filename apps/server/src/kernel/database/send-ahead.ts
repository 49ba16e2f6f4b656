import type { CompiledQuery } from 'kysely';
import type { ClientBase, QueryResult } from 'pg';
import { aroundQuery } from './around-query.ts';
import type { EntityManager } from './entity-manager.ts';
import { holdWrites } from './hold-writes.ts';
import { sqlOf } from './sql-of.ts';

/** By this a connection knows a statement whose answer nobody waits for. */
const MARK = ' /* ahead */';
/** Of these nobody ever waits for it. */
const OPENING = /^(begin|start transaction|savepoint)\b/;

const NOTHING: QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

/**
 * Sends a statement of which nothing is asked but that it works, and does not wait for it: it goes out with the next one
 * of the transaction. If it fails, the next one fails with its error, or else the commit does: nothing of it is kept.
 */
export async function sendAhead(em: EntityManager, statement: CompiledQuery): Promise<void> {
  const sql = em.isInTransaction() ? aheadOf(statement.sql) : statement.sql;
  await sqlOf(em).executeQuery({ ...statement, sql });
}

/** The same statement, so that a connection knows it by its text. */
export function aheadOf(sql: string): string {
  return sql + MARK;
}

/** For a connection of transactions: what opens one, and what is sent ahead, goes out with the statement that follows. */
export function allowAhead(client: ClientBase): void {
  const hold = holdWrites(client);
  /** The first of what was sent ahead since the transaction began, or since it went back to a savepoint. */
  let failure: unknown;
  /** Savepoints that could not be made, as something had failed already: going back to one of these undoes no failure. */
  const unmade = new Set<string>();

  aroundQuery(client, (ask, parts) => {
    const [text] = parts;
    if (typeof text !== 'string' || typeof parts.at(-1) === 'function') return ask(...parts);
    // Where it was the beginning that failed, the database would do by itself what follows, and keep it.
    if (failure !== undefined && !text.startsWith('rollback')) {
      note(text, failure);
      return Promise.reject(failure);
    }
    hold();
    if (!OPENING.test(text) && !text.endsWith(MARK)) return answerTo(text, ask(...parts));
    ask(...parts).catch((error) => note(text, error));
    return Promise.resolve(NOTHING);
  });

  async function answerTo(text: string, asked: Promise<QueryResult>): Promise<QueryResult> {
    try {
      const result = await asked;
      // An earlier savepoint of the same name may have been gone back to: what was done since then is lost as well.
      if (text.startsWith('rollback') && !unmade.has(lastWordOf(text))) forget();
      // What was on its way by then has worked by itself: it is not told to be done.
      if (failure !== undefined) throw failure;
      return result;
    } catch (error) {
      throw failure ?? error;
    } finally {
      if (text === 'commit' || text === 'rollback') forget();
    }
  }

  function note(text: string, error: unknown): void {
    failure ??= error;
    if (text.startsWith('savepoint')) unmade.add(lastWordOf(text));
  }

  function forget(): void {
    failure = undefined;
    unmade.clear();
  }
}

function lastWordOf(text: string): string {
  return text.slice(text.lastIndexOf(' ') + 1);
}
