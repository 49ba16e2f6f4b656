import type { Context } from '../context.ts';
import { transactional } from '../database/transaction.ts';

/** The page of jobs shows the beginning of an error; the log has each in full. */
const MOST_NAMED = 10;

/**
 * Does the work for each of these in a transaction of its own: one that fails keeps no other back. What failed is thrown
 * at the end, so that the queue tells of it and tries again; what was done is done, and is no longer due by then.
 */
export async function eachByItself(
  ctx: Context,
  ids: readonly string[],
  work: (ctx: Context, id: string) => Promise<void>,
): Promise<void> {
  const failures: { id: string; error: unknown }[] = [];
  for (const id of ids)
    try {
      await transactional(ctx.em.fork(), (em) => work({ ...ctx, em }, id));
    } catch (error) {
      ctx.log.error({ err: error, id }, 'one of several could not be done, the others go on');
      failures.push({ id, error });
    }
  if (failures.length === 0) return;
  const named = failures.slice(0, MOST_NAMED).map(({ id, error }) => `${id}: ${textOf(error)}`);
  throw new AggregateError(
    failures.map(({ error }) => error),
    `${failures.length} of ${ids.length} failed: ${named.join('; ')}`,
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
