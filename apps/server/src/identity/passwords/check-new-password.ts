import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { type FieldProblem, fieldProblem, TOO_LONG, TOO_SHORT } from '../../kernel/field-problem.contract.ts';
import { isLeakedPassword } from './ask-range-source.ts';
import { isCommonPassword } from './common-passwords.ts';
import { hashPassword, normalised } from './hash-password.ts';
import { PASSWORD_COMMON, PASSWORD_LEAKED, PASSWORD_PERSONAL, PASSWORD_WEAK } from './passwords.contract.ts';

const MOST_CHARACTERS = 256;
/** What has to be left of a password without the words that everybody knows of its owner. */
const LEAST_OF_ITS_OWN = 5;

/** A password for this address and name. */
export type NewPassword = { password: string; address: string; fullName: string };

type Reach = Pick<Context, 'config' | 'log'>;

/** Checks a password that is to be set, and hashes it. For `prepare`. Refuses with PASSWORD_WEAK, PASSWORDS_BUSY. */
export async function hashNewPassword(ctx: Reach, given: NewPassword): Promise<string> {
  await assertStrong(ctx, given);
  return hashPassword(given.password);
}

/**
 * Length, and that nobody would try it early, are all that is asked for: rules on what letters it has make worse
 * passwords (NIST SP 800-63B-4, 3.1.1.2; ASVS 5.0, 6.2).
 */
async function assertStrong(ctx: Reach, given: NewPassword): Promise<void> {
  const password = normalised(given.password);
  const why =
    whyLengthIsWrong(password, ctx.config.PASSWORD_MIN_LENGTH) ??
    ((await isCommonPassword(password)) ? fieldProblem('password', PASSWORD_COMMON) : undefined) ??
    (isMadeOf(password, wordsAbout(given)) ? fieldProblem('password', PASSWORD_PERSONAL) : undefined) ??
    ((await isLeakedPassword(ctx, password)) ? fieldProblem('password', PASSWORD_LEAKED) : undefined);
  if (why !== undefined) throw new Fault(PASSWORD_WEAK, undefined, { fields: [why] });
}

/** Characters, not bytes and not halves of surrogate pairs. */
function whyLengthIsWrong(password: string, least: number): FieldProblem | undefined {
  const { length } = [...password];
  if (length < least) return fieldProblem('password', TOO_SHORT, { minimum: least });
  if (length > MOST_CHARACTERS) return fieldProblem('password', TOO_LONG, { maximum: MOST_CHARACTERS });
  return undefined;
}

/** The longest first, so that a name goes as a whole. */
function wordsAbout({ address, fullName }: NewPassword): string[] {
  const words = [
    address,
    ...address.split('@'),
    fullName,
    ...`${address} ${fullName}`.split(/[^\p{L}\p{N}]+/u),
    'foyer',
  ];
  return words
    .map(folded)
    .filter((word) => word.length >= 3)
    .toSorted((one, other) => other.length - one.length);
}

function isMadeOf(password: string, words: readonly string[]): boolean {
  const before = folded(password);
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), before);
  return left !== before && left.length < LEAST_OF_ITS_OWN;
}

function folded(text: string): string {
  return normalised(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
