import { availableParallelism } from 'node:os';
import { createLane } from '../../kernel/lanes/create-lane.ts';
import { PASSWORDS_BUSY } from './passwords.contract.ts';

/** Half of the processors stay for everything else. */
export const HASHES_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));

/** Every hash of this process. */
export const hashingLane = createLane({ atOnce: HASHES_AT_ONCE, mostWaiting: 64, full: PASSWORDS_BUSY });

/**
 * Whoever signs in by password waits here before anything is done for them, so that a burst costs the database and the
 * others no more than its hashes do: while one is hashed, what the next one needs is read. One network has few places,
 * lest it keep everybody else out; how often it may ask at all is counted behind.
 */
export const passwordSignInLane = createLane({
  atOnce: HASHES_AT_ONCE + 1,
  mostWaiting: 64,
  mostOfOne: 10,
  full: PASSWORDS_BUSY,
});
