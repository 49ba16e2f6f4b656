import { setTimeout as wait } from 'node:timers/promises';
import { after, HOUR_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { DeliveryLane } from './deliveries.entity.ts';

export type Settlement =
  | { state: 'sent' | 'failed' | 'withdrawn' | 'unknown'; outcome: string }
  /** Try again after a while, unless it was tried often enough. */
  | { state: 'pending'; outcome: string };

/** A code is worth little after its ten minutes; a mail to many can wait out a night without a relay. */
const RETRIES: Record<DeliveryLane, { firstMs: number; factor: number }> = {
  prompt: { firstMs: 5 * SECOND_MS, factor: 2 },
  bulk: { firstMs: 30 * SECOND_MS, factor: 3 },
};
const LONGEST_WAIT_MS = 6 * HOUR_MS;
const MOST_TRIES = 8;

/** The database may be away just when the relay has answered: the answer is worth some patience. */
const SETTLE_TRIES = 10;
const LONGEST_SETTLE_WAIT_MS = 5 * SECOND_MS;

/** Writes down how it went with a claimed mail. A definite answer also settles what was held to be unknown. */
export async function settleDelivery(ctx: Context, delivery: ClaimedDelivery, to: Settlement): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write(ctx, delivery, to);
    } catch (error) {
      if (tries === SETTLE_TRIES) throw error;
      await wait(Math.min(tries * SECOND_MS, LONGEST_SETTLE_WAIT_MS));
    }
  }
}

async function write(ctx: Context, delivery: ClaimedDelivery, to: Settlement): Promise<void> {
  const now = ctx.clock.now();
  const isTriedAgain = to.state === 'pending' && delivery.tries < MOST_TRIES;
  const state = to.state === 'pending' && !isTriedAgain ? 'failed' : to.state;
  await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({
      state,
      outcome: to.outcome.slice(0, 1_000),
      owner: null,
      lease_until: null,
      ...(isTriedAgain && { next_try_at: instantFor(ctx.em, after(now, waitMs(delivery))) }),
      ...(state === 'sent' && { sent_at: instantFor(ctx.em, now) }),
      // Nothing more is sent of it: what it carried, a code say, need not stay.
      ...(!isTriedAgain && { payload: '{}' as never }),
    })
    .where('id', '=', delivery.id)
    .where('owner', '=', delivery.owner)
    .where('state', 'in', ['claimed', 'sending', 'unknown'])
    .execute();
}

function waitMs(delivery: ClaimedDelivery): number {
  const { firstMs, factor } = RETRIES[delivery.lane];
  return Math.min(firstMs * factor ** (delivery.tries - 1), LONGEST_WAIT_MS);
}
