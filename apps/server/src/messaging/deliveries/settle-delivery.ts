import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { after, HOUR_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { DeliveryLane } from './deliveries.entity.ts';
import { isSealed } from './sealed-payload.ts';

export type Settlement =
  | { state: 'sent' | 'failed' | 'withdrawn' | 'unknown'; outcome: string }
  /** Try again after a while, unless it was tried often enough. */
  | { state: 'pending'; outcome: string }
  /** It was not tried: to be sent at once, by whoever can. */
  | { state: 'handed-back'; outcome: string };

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
      await write(ctx, { delivery, to });
      return;
    } catch (error) {
      if (tries === SETTLE_TRIES) throw error;
      await wait(Math.min(tries * SECOND_MS, LONGEST_SETTLE_WAIT_MS));
    }
  }
}

type Settled = { delivery: ClaimedDelivery; to: Settlement };

/** Some at once, for a worker that sends many settles many. What a claim no longer holds stays as it is. */
const write = coalesce(
  async (ctx: Context, settled: readonly Settled[]): Promise<null[]> => {
    const now = ctx.clock.now();
    const rows = settled.map(({ delivery, to }) => rowOf(delivery, to, now));
    await writeAll(ctx, rows);
    return rows.map(() => null);
  },
  { atOnce: 3 },
);

type Row = {
  id: string;
  owner: string;
  state: Exclude<Settlement['state'], 'handed-back'>;
  tries: number;
  outcome: string;
  nextTryAt: Date | null;
  /** Nothing more is sent of it: what it carried, a code say, need not stay. An unknown one may have to be sent again. */
  isOver: boolean;
  sentAt: Date | null;
};

function rowOf(delivery: ClaimedDelivery, to: Settlement, now: Date): Row {
  const isHandedBack = to.state === 'handed-back';
  const isTriedAgain = to.state === 'pending' && delivery.tries < MOST_TRIES;
  const state = isHandedBack || isTriedAgain ? 'pending' : to.state === 'pending' ? 'failed' : to.state;
  return {
    id: delivery.id,
    owner: delivery.owner,
    state,
    tries: isHandedBack ? delivery.tries - 1 : delivery.tries,
    // What a relay says is kept as text; neither database takes a zero in one.
    outcome: to.outcome.replaceAll('\0', ' ').slice(0, 1_000),
    nextTryAt: isTriedAgain ? after(now, waitMs(delivery)) : null,
    isOver: state !== 'pending' && !keepsPayload(delivery, state),
    sentAt: state === 'sent' ? now : null,
  };
}

/** What may have to be sent again keeps what it carries; a code is not kept once it was refused. */
function keepsPayload({ payload }: ClaimedDelivery, state: Settlement['state']): boolean {
  return state === 'unknown' || (state === 'failed' && !isSealed(payload));
}

const SETTLEABLE = ['claimed', 'sending', 'unknown'] as const;

async function writeAll(ctx: Context, rows: readonly Row[]): Promise<void> {
  const settled = rowsInSql(ctx.em, 'settled', {
    rows: rows.map(({ nextTryAt, sentAt, ...row }) => ({
      ...row,
      nextTryAt: nextTryAt && instantFor(ctx.em, nextTryAt),
      sentAt: sentAt && instantFor(ctx.em, sentAt),
    })),
    columns: {
      id: 'uuid',
      owner: 'text',
      state: 'text',
      tries: 'int',
      outcome: 'text',
      nextTryAt: 'timestamptz',
      isOver: 'boolean',
      sentAt: 'timestamptz',
    },
  });
  await sql`
    update delivery set
      state = settled.state, tries = settled.tries, outcome = settled.outcome, owner = null, lease_until = null,
      next_try_at = coalesce(settled."nextTryAt", delivery.next_try_at),
      sent_at = coalesce(settled."sentAt", delivery.sent_at),
      payload = case when settled."isOver" then '{}' else delivery.payload end
    from ${settled}
    where delivery.id = settled.id and delivery.owner = settled.owner
      and delivery.state in (${sql.join(SETTLEABLE)})`.execute(sqlOf(ctx.em));
}

function waitMs(delivery: ClaimedDelivery): number {
  const { firstMs, factor } = RETRIES[delivery.lane];
  return Math.min(firstMs * factor ** (delivery.tries - 1), LONGEST_WAIT_MS);
}
