import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { expireLeases } from './claim-deliveries.ts';
import type { DeliveryLane } from './deliveries.entity.ts';
import { AT_ONCE, type Sender } from './sender.ts';

const SWEEP_EVERY_MS = SECOND_MS;
const EXPIRE_EVERY_MS = 10 * SECOND_MS;

/** Wakes whoever sleeps, and whoever had begun to look for work and is about to sleep. */
export type Alarm = { ring(): void; next(): AbortSignal };

export function createAlarm(): Alarm {
  let next = new AbortController();
  return {
    ring() {
      const now = next;
      next = new AbortController();
      now.abort();
    },
    next: () => next.signal,
  };
}

function sleep(milliseconds: number, ...until: AbortSignal[]): Promise<void> {
  return wait(milliseconds, undefined, { signal: AbortSignal.any(until) }).catch(() => {});
}

type Sweep = { sender: Sender; alarm: Alarm; contextOf: () => Context; signal: AbortSignal };

/** While the relay is quick, so many times as there are connections are at work, so that none waits for the database. */
const AHEAD = 4;

/** Claims what is due in one lane and sends it, some at once, without a pause while there is more. */
export async function sweepLane(lane: DeliveryLane, sweep: Sweep): Promise<void> {
  const atWork = new Set<Promise<void>>();
  while (!sweep.signal.aborted) {
    // What waits for a slow relay would be composed long before it leaves.
    const most = sweep.sender.isQuick(lane) ? AT_ONCE[lane] * AHEAD : AT_ONCE[lane];
    const free = most - atWork.size;
    // By handfuls: claiming one for each one that is done would ask the database for every single mail.
    if (free < most / 2) {
      await Promise.race(atWork);
      continue;
    }
    const rung = sweep.alarm.next();
    const { claimed, isAll } = await sweep.sender.claim(lane, free).catch((error) => {
      sweep.contextOf().log.warn({ err: error, lane }, 'due mail could not be looked for');
      return { claimed: [], isAll: true };
    });
    for (const delivery of claimed) {
      const work: Promise<void> = sweep.sender
        .deliver(delivery)
        .catch((error) =>
          sweep
            .contextOf()
            .log.error({ err: error, deliveryId: delivery.id }, 'how a mail went is not written down'),
        )
        .finally(() => atWork.delete(work));
      atWork.add(work);
    }
    if (isAll) await sleep(SWEEP_EVERY_MS, rung, sweep.signal);
  }
  await Promise.all(atWork);
}

/** Takes care of what a process left behind that died or froze. */
export async function sweepLeases(sweep: Omit<Sweep, 'sender'>): Promise<void> {
  while (!sweep.signal.aborted) {
    const rung = sweep.alarm.next();
    const ctx = sweep.contextOf();
    try {
      const { unknown } = await expireLeases(ctx);
      if (unknown > 0)
        ctx.log.warn({ unknown }, 'mails may or may not have been sent by a process that died');
    } catch (error) {
      ctx.log.warn({ err: error }, 'leases on mail could not be looked through');
    }
    await sleep(EXPIRE_EVERY_MS, rung, sweep.signal);
  }
}
