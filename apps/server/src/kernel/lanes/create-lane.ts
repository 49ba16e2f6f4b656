import type { FaultKind } from '../fault.contract.ts';
import { Fault } from '../fault.ts';

/** Does the work when its turn has come. `owner` is whose it is, where one alone must not take every place. */
export type Lane = <Result>(work: () => Promise<Result>, owner?: string) => Promise<Result>;

/**
 * Lets so many run at once and so many wait, in the order in which they came; whoever comes then is told at once when
 * to come again. Without a bound, a burst would take the memory and the processors from everybody else.
 */
export function createLane(bounds: {
  atOnce: number;
  mostWaiting: number;
  /** Places that one owner may have, waiting and running together. */
  mostOfOne?: number;
  /** What whoever finds no place is told. */
  full: FaultKind;
}): Lane {
  const waiting: (() => void)[] = [];
  const placesOf = new Map<string, number>();
  const mostOfOne = bounds.mostOfOne ?? Number.POSITIVE_INFINITY;
  let running = 0;
  let usualMs = 50;

  return async function inLane(work, owner = '') {
    const places = placesOf.get(owner) ?? 0;
    const isFull = running >= bounds.atOnce && waiting.length >= bounds.mostWaiting;
    if (isFull || places >= mostOfOne)
      throw new Fault(bounds.full, undefined, { retryAfterSeconds: untilThereIsRoom() });
    placesOf.set(owner, places + 1);
    if (running < bounds.atOnce) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      usualMs += (performance.now() - startedAt - usualMs) / 8;
      leave(owner);
    }
  };

  function leave(owner: string): void {
    const places = (placesOf.get(owner) ?? 1) - 1;
    if (places === 0) placesOf.delete(owner);
    else placesOf.set(owner, places);
    const next = waiting.shift();
    // Whoever waits takes the place over: nobody who comes meanwhile gets in between.
    if (next === undefined) running--;
    else next();
  }

  function untilThereIsRoom(): number {
    return Math.max(1, Math.ceil((waiting.length * usualMs) / bounds.atOnce / 1_000));
  }
}
