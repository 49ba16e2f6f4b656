import { LockMode } from '@mikro-orm/core';
import { after, DAY_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { FaultKind } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WAIT } from './codes.contract.ts';
import { WrongTriesEntity, waitAfterMs } from './codes.entity.ts';
import { TOLD_AFTER_TRIES, tellOfGuesses } from './tell-of-guesses.job.ts';

/** Wrong tries are forgotten when none was made for so long. */
const FORGET_AFTER_MS = DAY_MS;

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
  const now = ctx.clock.now();
  const counter = await lockCounter(ctx, given.key);
  if (counter.waitUntil && counter.waitUntil > now)
    return new Fault(given.wait ?? CODE_WAIT, undefined, {
      retryAfterSeconds: Math.ceil((counter.waitUntil.getTime() - now.getTime()) / SECOND_MS),
    });
  const result = await given.attempt();
  if (result instanceof Fault) return result;
  if (result !== undefined) {
    counter.tries = 0;
    counter.waitUntil = null;
    return result;
  }
  const isStale = now.getTime() - counter.updatedAt.getTime() > FORGET_AFTER_MS;
  counter.tries = isStale ? 1 : counter.tries + 1;
  counter.updatedAt = now;
  const waitMs = waitAfterMs(counter.tries);
  counter.waitUntil = waitMs === 0 ? null : after(now, waitMs);
  if (counter.tries === TOLD_AFTER_TRIES) await tellOfGuesses(ctx, given.key);
  return new Fault(given.wrong, undefined, waitMs > 0 ? { retryAfterSeconds: waitMs / SECOND_MS } : {});
}

/** The update that changes nothing locks a counter that is there: it can then not be swept away meanwhile. */
async function lockCounter(ctx: Context, key: string) {
  await sqlOf(ctx.em)
    .insertInto('wrong_tries')
    .values({ key, tries: 0, updated_at: instantFor(ctx.em, ctx.clock.now()) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .execute();
  return ctx.em.findOneOrFail(
    WrongTriesEntity,
    { key },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}
