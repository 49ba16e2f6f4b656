import { after, DAY_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { FaultKind } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { waitAfterMs } from './codes.entity.ts';

/** A count is forgotten when nothing was counted for so long. */
const FORGET_AFTER_MS = DAY_MS;

/** How often something was tried or asked for, and until when it may not be again. */
export type Counter = { key: string; count: number; waitUntil: Date | null };

/**
 * All that count by one key stand in line here until their transactions end. The update that changes nothing locks a
 * counter that is there, and reads what it says behind the lock: it can then not be swept away meanwhile.
 */
export async function lockCounter(ctx: Context, key: string): Promise<Counter> {
  const now = ctx.clock.now();
  const row = await sqlOf(ctx.em)
    .insertInto('wrong_tries')
    .values({ key, tries: 0, updated_at: instantFor(ctx.em, now) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .returning(['tries', 'wait_until', 'updated_at'])
    .executeTakeFirstOrThrow();
  const isStale = now.getTime() - toInstant(row.updated_at).getTime() > FORGET_AFTER_MS;
  return { key, count: isStale ? 0 : row.tries, waitUntil: toInstantOrNull(row.wait_until) };
}

/** The refusal of whoever comes before the wait is over. */
export function refuseWhileWaiting(ctx: Context, counter: Counter, wait: FaultKind): Fault | undefined {
  const leftMs = (counter.waitUntil?.getTime() ?? 0) - ctx.clock.now().getTime();
  if (leftMs <= 0) return undefined;
  return new Fault(wait, undefined, { retryAfterSeconds: Math.ceil(leftMs / SECOND_MS) });
}

/** Counts one more, and begins the wait that comes after so many. */
export async function countUp(ctx: Context, counter: Counter): Promise<{ count: number; waitMs: number }> {
  const now = ctx.clock.now();
  const count = counter.count + 1;
  const waitMs = waitAfterMs(count);
  await sqlOf(ctx.em)
    .updateTable('wrong_tries')
    .set({
      tries: count,
      wait_until: waitMs === 0 ? null : instantFor(ctx.em, after(now, waitMs)),
      updated_at: instantFor(ctx.em, now),
    })
    .where('key', '=', counter.key)
    .execute();
  return { count, waitMs };
}

/** The next is a first one again. */
export async function forgetCount(ctx: Context, key: string): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('wrong_tries')
    .set({ tries: 0, wait_until: null })
    .where('key', '=', key)
    .execute();
}
