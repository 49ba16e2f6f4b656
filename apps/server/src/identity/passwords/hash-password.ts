import * as argon2 from '@node-rs/argon2';
import * as bcrypt from '@node-rs/bcrypt';
import { hashingLane } from './hashing-lane.ts';

/** Of OWASP's password storage cheat sheet: 19 MiB, two passes, one thread. The algorithm is argon2id by default. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What every hash that is made here begins with, and none that was made otherwise. */
export const OWN_KIND = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Off the event loop, in the one lane of the process. Refuses with PASSWORDS_BUSY. */
export async function hashPassword(password: string): Promise<string> {
  return hashingLane(() => argon2.hash(normalised(password), PARAMETERS));
}

/**
 * Compares, in the lane. Another system may have hashed what was typed without normalising it, so where that makes
 * a difference both are compared.
 */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const compare = (text: string) => (isBcrypt(hash) ? bcrypt.verify(text, hash) : argon2.verify(hash, text));
  return hashingLane(async () => {
    if (await compare(normalised(password))) return true;
    return normalised(password) !== password && compare(password);
  });
}

/** One password is one, however a keyboard composes its letters (NIST SP 800-63B-4, 3.1.1.2). */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}

/** Whether a hash was made by another system, or by an earlier version of this one. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(OWN_KIND);
}

export function isBcrypt(hash: string): boolean {
  return /^\$2[aby]\$/.test(hash);
}
