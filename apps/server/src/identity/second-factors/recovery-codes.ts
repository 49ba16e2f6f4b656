import type { Context } from '../../kernel/context.ts';
import { keyedHash, keyedHashes } from '../../kernel/keys.ts';
import { randomLetters } from '../../kernel/secrets.ts';
import type { Factor } from '../sessions/sessions.contract.ts';
import { RecoveryCodeEntity } from './second-factors.entity.ts';

/** Crockford's base 32, in which no two letters look alike: ten of them are 50 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LETTERS = 10;
const CODES = 10;

/** Makes ten codes, which are answered once; the earlier ones end. They go by when they were made. */
export async function replaceRecoveryCodes(
  ctx: Context,
  accountId: string,
  createdAt: Date,
): Promise<string[]> {
  await deleteRecoveryCodes(ctx, accountId);
  const hashOf = (code: string) => {
    const { purpose, text } = hashedAs(accountId, code);
    return keyedHash(ctx.config, purpose, text);
  };
  const letters = Array.from({ length: CODES }, () => randomLetters(ALPHABET, LETTERS));
  for (const code of letters)
    ctx.em.create(RecoveryCodeEntity, { hash: hashOf(code), accountId, createdAt }, { persist: true });
  return letters.map((code) => `${code.slice(0, LETTERS / 2)}-${code.slice(LETTERS / 2)}`);
}

export async function deleteRecoveryCodes(ctx: Context, accountId: string): Promise<void> {
  await ctx.em.nativeDelete(RecoveryCodeEntity, { accountId });
}

/** When the codes were made of which one has just been shown, if one was: they are all of one age. */
export async function ageOfCodes(
  ctx: Context,
  shown: { accountId: string; factors: readonly Factor[] },
): Promise<Date | null> {
  if (!shown.factors.includes('recovery-code')) return null;
  const code = await ctx.em.findOne(RecoveryCodeEntity, { accountId: shown.accountId });
  return code?.createdAt ?? null;
}

/** Takes a code, once: whoever calls must stand in line with all others who try for this account. */
export async function takeRecoveryCode(
  ctx: Context,
  given: { accountId: string; code: string },
): Promise<boolean> {
  const { accountId } = given;
  const { purpose, text } = hashedAs(accountId, asWritten(given.code));
  const hashes = keyedHashes(ctx.config, purpose, text);
  const taken = await ctx.em.nativeUpdate(
    RecoveryCodeEntity,
    { hash: { $in: hashes }, accountId, usedAt: null },
    { usedAt: ctx.clock.now() },
  );
  return taken === 1;
}

/** People read an o for a zero, and an i or an l for a one; the alphabet has neither letter. */
function asWritten(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
}

function hashedAs(accountId: string, code: string): { purpose: string; text: string } {
  return { purpose: 'recovery code', text: `${accountId} ${code}` };
}
