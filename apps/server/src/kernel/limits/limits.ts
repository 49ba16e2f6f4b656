import type { Clock } from '../clock.ts';
import type { EntityManager } from '../database/entity-manager.ts';
import { TOO_MANY_REQUESTS } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import { type Request, takePermits } from './take-permits.ts';

const MINUTE_MS = 60_000;

/** At most `most` in any `windowMs`, of what is counted under one key. */
type Bound = Pick<Request, 'key' | 'most' | 'windowMs'>;

export type Limits = {
  /** Counts one against each bound, in the database, or refuses: what one refuses is not counted against the next. */
  spend(...bounds: readonly [Bound, ...Bound[]]): Promise<void>;
  /** Counts one call against the bound on the whole API, or refuses. While permits are held it waits for nothing. */
  admit(networkKey: string): Promise<void> | undefined;
};

/** Permits of the API-wide bound that this process holds for a peer, and how fast they go. */
type Held = { left: number; takenAtMs: number; size: number };

/** No more peers than these are remembered; a forgotten one asks the database again. */
const MOST_PEERS = 20_000;

/**
 * The API-wide bound is counted in Postgres too, but not once a call: a process takes permits in blocks, which
 * grow with the peer's pace and are given up after a second. All blocks together never exceed the bound.
 */
export function createLimits(options: {
  fork: () => EntityManager;
  clock: Clock;
  callsPerMinute: number;
}): Limits {
  const held = new Map<string, Held>();
  const largestBlock = Math.max(1, Math.floor(options.callsPerMinute / 20));
  const waiting = new Map<string, Promise<Held>>();

  async function spend(...bounds: readonly [Bound, ...Bound[]]): Promise<void> {
    const nowMs = options.clock.now().getTime();
    const [first, ...others] = bounds.map((bound) => ({ ...bound, wanted: 1, nowMs }));
    const taken = await takePermits(options.fork(), first as Request, ...others);
    if (taken.granted === 0) throw tooMany(taken.retryAfterMs);
  }

  async function takeBlock(peer: string, before: Held | undefined, nowMs: number): Promise<Held> {
    const size = Math.min(sizeAfter(before, nowMs), largestBlock);
    const taken = await takePermits(options.fork(), {
      key: `api ${peer}`,
      wanted: size,
      most: options.callsPerMinute,
      // A block may be used until a second after it was taken, so it counts a second longer.
      windowMs: MINUTE_MS + 1_000,
      nowMs,
    });
    if (taken.granted === 0) throw tooMany(taken.retryAfterMs);
    const block = { left: taken.granted, takenAtMs: nowMs, size };
    if (held.size >= MOST_PEERS) held.clear();
    held.set(peer, block);
    return block;
  }

  function admit(peer: string): Promise<void> | undefined {
    if (options.callsPerMinute === 0) return undefined;
    return takeOne(held.get(peer), options.clock.now().getTime()) ? undefined : waitForPermit(peer);
  }

  async function waitForPermit(peer: string): Promise<void> {
    for (;;) {
      const nowMs = options.clock.now().getTime();
      const block = held.get(peer);
      if (takeOne(block, nowMs)) return;
      // Calls that arrive together wait for one block instead of taking one each.
      const taking = waiting.get(peer) ?? takeBlock(peer, block, nowMs).finally(() => waiting.delete(peer));
      waiting.set(peer, taking);
      await taking;
    }
  }

  return { spend, admit };
}

/** Uses up one permit of a block and says whether it could: whether one is left, of a block that is not too old. */
function takeOne(block: Held | undefined, nowMs: number): boolean {
  if (block === undefined || block.left <= 0 || nowMs - block.takenAtMs >= 1_000) return false;
  block.left--;
  return true;
}

/** Twice as many when the last block was used up within its second, otherwise what was used of it. */
function sizeAfter(before: Held | undefined, nowMs: number): number {
  if (before === undefined) return 1;
  if (nowMs - before.takenAtMs < 1_000) return before.size * 2;
  return nowMs - before.takenAtMs < 2_000 ? Math.max(1, before.size - before.left) : 1;
}

function tooMany(retryAfterMs: number): Fault {
  return new Fault(TOO_MANY_REQUESTS, undefined, { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) });
}
