import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

/** Wide enough for whatever another system took; what a new password has to be is said by PASSWORD_WEAK. */
export const Password = z.string().min(1, 'Give a password.').max(1_024, 'This is no password.');

export const PasswordStatus = z
  .object({
    isSet: z.boolean(),
    changedAt: z.date().nullable().describe('When it was last set; null without one.'),
  })
  .meta({ id: 'PasswordStatus' });
export type PasswordStatus = z.infer<typeof PasswordStatus>;

export const SetPasswordInput = z
  .object({
    password: Password.describe('8 to 256 characters of any kind, and none that is commonly used.'),
    endOtherSessions: z
      .boolean()
      .default(true)
      .describe('Whether every other device is signed out: whoever knew the old password may be on one.'),
  })
  .meta({ id: 'SetPasswordInput' });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const PasswordChange = z
  .object({
    changedAt: z.date(),
    endedSessions: z.int().describe('How many other devices were signed out.'),
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Bounds on what a hash may cost: a dearer one would keep everybody else waiting at each sign-in. */
const MOST_BCRYPT_COST = 14;
const MOST_MEMORY_KIB = 131_072;
const MOST_PASSES = 10;
const MOST_THREADS = 16;

const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const ARGON2ID =
  /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

function isUsableHash(hash: string): boolean {
  const cost = BCRYPT.exec(hash)?.[1];
  if (cost !== undefined) return Number(cost) >= 4 && Number(cost) <= MOST_BCRYPT_COST;
  const [memory = 0, passes = 0, threads = 0] = ARGON2ID.exec(hash)?.slice(1).map(Number) ?? [];
  return (
    memory >= 8 * threads &&
    memory <= MOST_MEMORY_KIB &&
    passes >= 1 &&
    passes <= MOST_PASSES &&
    threads >= 1 &&
    threads <= MOST_THREADS
  );
}

const HASH_UNUSABLE = declareProblem(
  'hash-unusable',
  `Give an argon2id hash ($argon2id$v=19$…, at most ${MOST_MEMORY_KIB / 1_024} MiB and ${MOST_PASSES} passes) or a bcrypt hash ($2a$, $2b$ or $2y$, cost ${MOST_BCRYPT_COST} at most).`,
);

/** A hash of another system, as that system wrote it. */
export const ImportedHash = z.string().max(200).refine(isUsableHash, HASH_UNUSABLE.text);

export const PASSWORD_COMMON = declareProblem(
  'password-common',
  'This is one of the passwords that are tried first.',
);
export const PASSWORD_PERSONAL = declareProblem(
  'password-personal',
  'This is little more than your address, your name or the name of this service.',
);
export const PASSWORD_LEAKED = declareProblem(
  'password-leaked',
  'This password is known from a leak of another service.',
);

export const PASSWORD_WEAK = declareFault(
  'PASSWORD_WEAK',
  'BAD_REQUEST',
  'This password would be too easy to guess. Choose another one.',
);
export const PASSWORD_NEEDED = declareFault(
  'PASSWORD_NEEDED',
  'CONFLICT',
  'Your second factor is the mailed code, which needs the password beside it. First remove that one, or add a passkey or another second factor, which count after a day.',
);
export const PASSWORDS_BUSY = declareFault(
  'PASSWORDS_BUSY',
  'TOO_MANY_REQUESTS',
  'Too many passwords are being checked just now. Wait a moment, then try again.',
);
