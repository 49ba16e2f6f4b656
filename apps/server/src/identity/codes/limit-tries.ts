import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { FaultKind } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WAIT } from './codes.contract.ts';
import { countUp, forgetCount, lockCounter, refuseWhileWaiting } from './counter.ts';
import { TOLD_AFTER_TRIES, tellOfGuesses } from './tell-of-guesses.job.ts';

/**
 * Lets somebody try, and makes them wait after the second wrong try; the fifth in a row is told to the owner. All tries of one key stand in line at its
 * counter, so that however many arrive at once, no more are answered than the waits allow. `attempt` answers
 * undefined for a wrong try. Refusals are returned, not thrown: the try that they count must be kept.
 */
export async function limitTries<Result extends object>(
  ctx: Context,
  given: {
    /** Ends with the address, as it is compared. */ key: string;
    wrong: FaultKind;
    wait?: FaultKind;
    attempt: () => Promise<Result | undefined>;
  },
): Promise<Result | Fault> {
  const counter = await lockCounter(ctx, given.key);
  const refusal = refuseWhileWaiting(ctx, counter, given.wait ?? CODE_WAIT);
  if (refusal) return refusal;
  const result = await given.attempt();
  if (result instanceof Fault) return result;
  if (result !== undefined) {
    if (counter.count > 0 || counter.waitUntil) await forgetCount(ctx, given.key);
    return result;
  }
  const { count, waitMs } = await countUp(ctx, counter);
  if (count === TOLD_AFTER_TRIES) await tellOfGuesses(ctx, given.key);
  return new Fault(given.wrong, undefined, waitMs > 0 ? { retryAfterSeconds: waitMs / SECOND_MS } : {});
}
