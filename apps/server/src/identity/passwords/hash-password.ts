import { inThread } from './hashing-pool.ts';
import { hashingLane } from './password-lanes.ts';

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

/** One password is one, however a keyboard composes its letters (NIST SP 800-63B-4, 3.1.1.2). */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}
