import type { Call } from '../call.ts';
import type { Context } from '../context.ts';
import { IDEMPOTENCY_KEY_REUSED } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import { lateCookieOf, writeCookieLate } from '../late-cookie.ts';
import { giveKeysBack, type KeyedCall, keepAnswers, readAnswer, takeKey } from './kept-answers.ts';

/**
 * The same key from the same account gives the stored answer instead of a second change. The record is
 * written first, in the transaction of the change: a twin that arrives meanwhile waits for it at the key.
 */
export async function replayOrRun<Result>(
  ctx: Context,
  keyed: KeyedCall | undefined,
  { call, run }: { call: Call; run: () => Promise<Result | Fault> },
): Promise<Result | Fault> {
  if (keyed === undefined) return run();
  if (!(await takeKey(ctx, keyed))) {
    const known = await readAnswer(ctx, keyed);
    if (known === undefined) throw new Fault(IDEMPOTENCY_KEY_REUSED);
    if (known.cookie) writeCookieLate(ctx, call, known.cookie);
    return known.result as Result;
  }
  const result = await run();
  if (result instanceof Fault) await giveKeysBack(ctx, [keyed]);
  // What it gave a browser as a cookie is a part of the answer.
  else await keepAnswers(ctx, [{ call: keyed, result, cookie: lateCookieOf(ctx.em) }]);
  return result;
}
