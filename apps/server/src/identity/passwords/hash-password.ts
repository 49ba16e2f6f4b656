import { Piscina } from 'piscina';
import type * as thread from './hashing-thread.ts';
import { HASHES_AT_ONCE, hashingLane } from './password-lanes.ts';

/**
 * Threads of their own, begun when they are needed. They give way to everything else on the machine, so that a burst of
 * sign-ins takes the processor time that nobody wants, and they leave the pool alone that files and signatures share.
 */
const threads = new Piscina({
  filename: new URL('./hashing-thread.ts', import.meta.url).href,
  minThreads: 0,
  maxThreads: HASHES_AT_ONCE,
  idleTimeout: 60_000,
  niceIncrement: 10,
  // A thread that waits in the way that is quicker by microseconds cannot hear that the process wants to end.
  atomics: 'disabled',
});

/** Off the event loop, in the one lane of the process. Refuses with PASSWORDS_BUSY. */
export async function hashPassword(password: string): Promise<string> {
  return hashingLane(() => inThread('hash', normalised(password)));
}

/**
 * Compares, in the lane. Another system may have hashed what was typed without normalising it, so where that makes
 * a difference both are compared.
 */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  return hashingLane(async () => {
    if (await inThread('verify', { hash, password: normalised(password) })) return true;
    return normalised(password) !== password && inThread('verify', { hash, password });
  });
}

function inThread<Task extends 'hash' | 'verify'>(
  name: Task,
  task: Parameters<(typeof thread)[Task]>[0],
): Promise<ReturnType<(typeof thread)[Task]>> {
  return threads.run(task, { name });
}

/** One password is one, however a keyboard composes its letters (NIST SP 800-63B-4, 3.1.1.2). */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}
