import { availableParallelism } from 'node:os';
import { Fault } from '../../kernel/fault.ts';
import { PASSWORDS_BUSY } from './passwords.contract.ts';

export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so many run at once and so many wait; whoever comes then is told when to come again. Without a bound, a
 * burst of sign-ins would take the memory and the processors from everybody who is signed in.
 */
export function createLane(bounds: { atOnce: number; mostWaiting: number }): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  let usualMs = 50;

  return async function inLane(work) {
    if (running < bounds.atOnce) running++;
    else if (waiting.length < bounds.mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw new Fault(PASSWORDS_BUSY, undefined, { retryAfterSeconds: untilThereIsRoom() });
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      usualMs += (performance.now() - startedAt - usualMs) / 8;
      const next = waiting.shift();
      // Whoever waits takes the place over: nobody who comes meanwhile gets in between.
      if (next === undefined) running--;
      else next();
    }
  };

  function untilThereIsRoom(): number {
    return Math.max(1, Math.ceil((waiting.length * usualMs) / bounds.atOnce / 1_000));
  }
}

/** The one lane of this process. Half of the processors stay for everything else. */
export const hashingLane = createLane({
  atOnce: Math.max(1, Math.floor(availableParallelism() / 2)),
  mostWaiting: 64,
});
