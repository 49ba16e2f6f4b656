import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isKeyedHash, keyedHash } from '../../kernel/keys.ts';
import { randomDigits, randomToken } from '../../kernel/secrets.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { type CodePurpose, OneTimeCodeEntity } from './codes.entity.ts';
import { limitRequests } from './limit-requests.ts';

const CODE_LIFETIME_MS = 10 * MINUTE_MS;

export type IssuedCode = { ticket: string; code: string; expiresAt: Date };

/**
 * Makes a code for one purpose and one address. Open to everybody: whoever cannot read the mail has gained nothing.
 * Refuses with CODE_WAIT whoever asks again and again without redeeming one.
 */
export async function issueCode(
  ctx: Context,
  to: { purpose: CodePurpose; address: string; intent: Record<string, unknown>; isMailed: boolean },
): Promise<IssuedCode> {
  await limitRequests(ctx, { purpose: to.purpose, addressKey: addressKey(to.address) });
  const ticket = newId();
  // What is not mailed is no code that anybody could type, however often they guess.
  const code = to.isMailed ? randomDigits(8) : randomToken();
  const expiresAt = after(ctx.clock.now(), CODE_LIFETIME_MS);
  ctx.em.create(
    OneTimeCodeEntity,
    {
      id: ticket,
      purpose: to.purpose,
      address: to.address,
      addressKey: addressKey(to.address),
      codeHash: hashOfCode(ctx, { purpose: to.purpose, ticket, code }),
      intent: to.intent,
      createdAt: ctx.clock.now(),
      expiresAt,
    },
    { persist: true },
  );
  return { ticket, code, expiresAt };
}

type TypedCode = { purpose: CodePurpose; ticket: string; code: string };

/** Keyed, and bound to the ticket and the purpose: eight digits alone would be found by trying all. */
function hashOfCode(ctx: Context, of: TypedCode): string {
  const { purpose, text } = hashedAs(of);
  return keyedHash(ctx.config, purpose, text);
}

export function isHashOfCode(ctx: Context, hash: string, of: TypedCode): boolean {
  return isKeyedHash(ctx.config, hash, hashedAs(of));
}

function hashedAs(of: TypedCode): { purpose: string; text: string } {
  return { purpose: `code ${of.purpose}`, text: `${of.ticket} ${of.code}` };
}
