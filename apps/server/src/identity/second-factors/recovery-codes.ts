import type { Context } from '../../kernel/context.ts';
import { keyedHash } from '../../kernel/keys.ts';
import { randomLetters } from '../../kernel/secrets.ts';
import { RecoveryCodeEntity } from './second-factors.entity.ts';

/** Crockford's base 32, in which no two letters look alike: ten of them are 50 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LETTERS = 10;
const CODES = 10;

/** Makes ten codes, which are answered once; the earlier ones end. */
export async function replaceRecoveryCodes(ctx: Context, accountId: string): Promise<string[]> {
  await deleteRecoveryCodes(ctx, accountId);
  const letters = Array.from({ length: CODES }, () => randomLetters(ALPHABET, LETTERS));
  for (const code of letters)
    ctx.em.create(
      RecoveryCodeEntity,
      { hash: hashOf(ctx, accountId, code), accountId, createdAt: ctx.clock.now() },
      { persist: true },
    );
  return letters.map((code) => `${code.slice(0, LETTERS / 2)}-${code.slice(LETTERS / 2)}`);
}

export async function deleteRecoveryCodes(ctx: Context, accountId: string): Promise<void> {
  await ctx.em.nativeDelete(RecoveryCodeEntity, { accountId });
}

/** Takes a code, once: whoever calls must stand in line with all others who try for this account. */
export async function takeRecoveryCode(
  ctx: Context,
  given: { accountId: string; code: string },
): Promise<boolean> {
  const { accountId } = given;
  const hash = hashOf(ctx, accountId, asWritten(given.code));
  const taken = await ctx.em.nativeUpdate(
    RecoveryCodeEntity,
    { hash, accountId, usedAt: null },
    { usedAt: ctx.clock.now() },
  );
  return taken === 1;
}

/** People read an o for a zero, and an i or an l for a one; the alphabet has neither letter. */
function asWritten(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
}

function hashOf(ctx: Context, accountId: string, code: string): string {
  return keyedHash(ctx.config, 'recovery code', `${accountId} ${code}`);
}
