import { timingSafeEqual } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { after, DAY_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WAIT, CODE_WRONG } from './codes.contract.ts';
import {
  type CodePurpose,
  OneTimeCodeEntity,
  type OneTimeCodeRow,
  WrongTriesEntity,
  waitAfterMs,
} from './codes.entity.ts';
import { hashOfCode } from './issue-code.ts';

/** Wrong tries are forgotten when none was made for so long. */
const FORGET_AFTER_MS = DAY_MS;

/**
 * Takes a code once, and only for what it was made for. Refusals are returned, not thrown, because the try that
 * they count must be kept. All tries for one address stand in line at its counter, so that however many
 * arrive at once, no more are compared than the waits allow.
 */
export async function redeemCode(
  ctx: Context,
  given: { purpose: CodePurpose; ticket: string; code: string },
): Promise<OneTimeCodeRow | Fault> {
  const now = ctx.clock.now();
  const named = await ctx.em.findOne(OneTimeCodeEntity, { id: given.ticket, purpose: given.purpose });
  if (named === null) return new Fault(CODE_WRONG);
  const counter = await lockCounter(ctx, `${given.purpose} ${named.addressKey}`);
  if (counter.waitUntil && counter.waitUntil > now) return refuseToWait(counter.waitUntil, now);

  // Read again behind the lock: a twin of this call may have taken the code meanwhile.
  const code = await ctx.em.findOneOrFail(OneTimeCodeEntity, { id: given.ticket }, { refresh: true });
  const hash = hashOfCode(ctx, given);
  if (!timingSafeEqual(Buffer.from(hash), Buffer.from(code.codeHash))) {
    const isStale = now.getTime() - counter.updatedAt.getTime() > FORGET_AFTER_MS;
    counter.tries = isStale ? 1 : counter.tries + 1;
    counter.updatedAt = now;
    const waitMs = waitAfterMs(counter.tries);
    counter.waitUntil = waitMs === 0 ? null : after(now, waitMs);
    return new Fault(CODE_WRONG, undefined, waitMs > 0 ? { retryAfterSeconds: waitMs / SECOND_MS } : {});
  }
  if (code.consumedAt || code.expiresAt <= now) return new Fault(CODE_WRONG);

  code.consumedAt = now;
  counter.tries = 0;
  counter.waitUntil = null;
  return code;
}

/** The update that changes nothing locks a counter that is there: it can then not be swept away meanwhile. */
async function lockCounter(ctx: Context, key: string) {
  await sqlOf(ctx.em)
    .insertInto('wrong_tries')
    .values({ key, tries: 0, updated_at: instantFor(ctx.em, ctx.clock.now()) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .execute();
  return ctx.em.findOneOrFail(WrongTriesEntity, { key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

function refuseToWait(until: Date, now: Date): Fault {
  return new Fault(CODE_WAIT, undefined, {
    retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1_000),
  });
}
