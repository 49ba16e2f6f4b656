import type { Context } from '../../kernel/context.ts';
import { CODE_WAIT } from './codes.contract.ts';
import type { CodePurpose } from './codes.entity.ts';
import { countUp, forgetCount, lockCounter, refuseWhileWaiting } from './counter.ts';

type Of = { purpose: CodePurpose; addressKey: string };

/**
 * Counts that a code is asked for, and refuses with CODE_WAIT while the wait after the second request lasts. It
 * counts by the address that was named, whether or not it is known, and by the same statements: neither the answer
 * nor the work tells. All that ask at once stand in line at the counter. A refused request is not counted.
 */
export async function limitRequests(ctx: Context, of: Of): Promise<void> {
  const counter = await lockCounter(ctx, keyOf(of));
  const refusal = refuseWhileWaiting(ctx, counter, CODE_WAIT);
  if (refusal) throw refusal;
  await countUp(ctx, counter);
}

/** Whoever redeems a code reads that mailbox: the next request is a first one again. */
export async function forgetRequests(ctx: Context, of: Of): Promise<void> {
  await forgetCount(ctx, keyOf(of));
}

/** Beside the counter of wrong tries, whose key begins with the purpose alone. */
function keyOf({ purpose, addressKey }: Of): string {
  return `requests ${purpose} ${addressKey}`;
}
