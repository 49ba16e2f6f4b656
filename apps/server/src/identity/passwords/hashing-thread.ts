// What a thread of the hashing pool does: one task after another, without the event loop of the process.
import * as argon2 from '@node-rs/argon2';
import * as bcrypt from '@node-rs/bcrypt';
import { isBcrypt } from './hash-kinds.ts';
import { takeWhatIsLeft } from './take-what-is-left.ts';

if (process.argv.includes('patient')) takeWhatIsLeft();

/** Of OWASP's password storage cheat sheet: 19 MiB, two passes, one thread. The algorithm is argon2id by default. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hash(password: string): string {
  return argon2.hashSync(password, PARAMETERS);
}

export function verify({ hash, password }: { hash: string; password: string }): boolean {
  return isBcrypt(hash) ? bcrypt.verifySync(password, hash) : argon2.verifySync(hash, password);
}
