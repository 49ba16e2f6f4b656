import type { Call } from '../call.ts';
import type { Context } from '../context.ts';
import { actAfterCommit } from './announce.ts';
import type { EntityManager } from './entity-manager.ts';
import { waitAgain, writeAheadOfCommit } from './write-ahead-of-commit.ts';

/** Postgres gave up on one of two that waited for each other; the one given up may simply try again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const MOST_TRIES = 4;

/** Runs a use case in one transaction: all of it is kept, or nothing. */
export async function inTransaction<Result>(
  call: Call,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return transactional(call.context().em, (em) => work(call.contextIn(em)));
}

/** The same for whoever has no call: jobs, the start, the command line. */
export async function transactional<Result>(
  outer: EntityManager,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  const isNested = outer.isInTransaction();
  for (let tries = 1; ; tries++) {
    let inside: EntityManager | undefined;
    try {
      const result = await outer.transactional(
        async (em) => {
          inside = em as EntityManager;
          const answer = await work(inside);
          // What fails within a savepoint fails before the transaction around it takes it for kept.
          if (!isNested) writeAheadOfCommit(inside);
          return answer;
        },
        // What another transaction of the same call is just committing, or has not been able to, is not known here.
        { clear: !isNested },
      );
      if (inside !== undefined) actAfterCommit(inside);
      return result;
    } catch (error) {
      // What only the commit refused has been handed over as kept by then.
      if (!isNested) outer.clear();
      if (tries >= MOST_TRIES || !TRY_AGAIN.has(sqlStateOf(error))) throw error;
    } finally {
      if (inside !== undefined) waitAgain(inside);
    }
  }
}

/** The five-character code by which Postgres names an error; empty for anything else. */
function sqlStateOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
