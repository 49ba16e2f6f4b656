import { after, DAY_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WAIT } from './codes.contract.ts';
import { type CodePurpose, waitAfterMs } from './codes.entity.ts';

/** Requests are forgotten when none was made for so long. */
const FORGET_AFTER_MS = DAY_MS;

type Of = { purpose: CodePurpose; addressKey: string };

/**
 * Counts that a code is asked for, and refuses with CODE_WAIT while the wait after the second request lasts. It
 * counts by the address that was named, whether or not it is known, and by the same statements: neither the answer
 * nor the work tells. All that ask at once stand in line at the counter. A refused request is not counted.
 */
export async function limitRequests(ctx: Context, of: Of): Promise<void> {
  const now = ctx.clock.now();
  const counter = await lockCounter(ctx, of);
  if (counter.waitUntil && counter.waitUntil > now)
    throw new Fault(CODE_WAIT, undefined, {
      retryAfterSeconds: Math.ceil((counter.waitUntil.getTime() - now.getTime()) / SECOND_MS),
    });
  const isStale = now.getTime() - counter.updatedAt.getTime() > FORGET_AFTER_MS;
  const requests = isStale ? 1 : counter.requests + 1;
  const waitMs = waitAfterMs(requests);
  await sqlOf(ctx.em)
    .updateTable('wrong_tries')
    .set({
      tries: requests,
      wait_until: waitMs === 0 ? null : instantFor(ctx.em, after(now, waitMs)),
      updated_at: instantFor(ctx.em, now),
    })
    .where('key', '=', keyOf(of))
    .execute();
}

/** Whoever redeems a code reads that mailbox: the next request is a first one again. */
export async function forgetRequests(ctx: Context, of: Of): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('wrong_tries')
    .set({ tries: 0, wait_until: null })
    .where('key', '=', keyOf(of))
    .execute();
}

/** The update that changes nothing locks a counter that is there, and reads what it says behind the lock. */
async function lockCounter(ctx: Context, of: Of) {
  const key = keyOf(of);
  const row = await sqlOf(ctx.em)
    .insertInto('wrong_tries')
    .values({ key, tries: 0, updated_at: instantFor(ctx.em, ctx.clock.now()) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .returning(['tries', 'wait_until', 'updated_at'])
    .executeTakeFirstOrThrow();
  return {
    requests: row.tries,
    waitUntil: toInstantOrNull(row.wait_until),
    updatedAt: toInstant(row.updated_at),
  };
}

/** Beside the counter of wrong tries, whose key begins with the purpose alone. */
function keyOf({ purpose, addressKey }: Of): string {
  return `requests ${purpose} ${addressKey}`;
}
