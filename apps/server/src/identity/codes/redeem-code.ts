import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WRONG } from './codes.contract.ts';
import { type CodePurpose, OneTimeCodeEntity, type OneTimeCodeRow } from './codes.entity.ts';
import { isHashOfCode } from './issue-code.ts';
import { forgetRequests } from './limit-requests.ts';
import { limitTries } from './limit-tries.ts';

/**
 * Takes a code once, and only for what it was made for. Refusals are returned, not thrown, because the try that
 * they count must be kept; a code that has run out or been used is refused without counting.
 */
export async function redeemCode(
  ctx: Context,
  given: { purpose: CodePurpose; ticket: string; code: string },
): Promise<OneTimeCodeRow | Fault> {
  const named = await ctx.em.findOne(OneTimeCodeEntity, { id: given.ticket, purpose: given.purpose });
  if (named === null) return new Fault(CODE_WRONG);
  return limitTries(ctx, {
    key: `${given.purpose} ${named.addressKey}`,
    wrong: CODE_WRONG,
    attempt: () => compare(ctx, given),
  });
}

/** Reads again behind the lock: a twin of this call may have taken the code meanwhile. */
async function compare(
  ctx: Context,
  given: { purpose: CodePurpose; ticket: string; code: string },
): Promise<OneTimeCodeRow | Fault | undefined> {
  const now = ctx.clock.now();
  const code = await ctx.em.findOneOrFail(OneTimeCodeEntity, { id: given.ticket }, { refresh: true });
  // Before the digits are looked at: counted, guesses at a code that is over would keep its owner waiting for ever.
  if (code.consumedAt || code.expiresAt <= now) return new Fault(CODE_WRONG);
  if (!isHashOfCode(ctx, code.codeHash, given)) return undefined;
  code.consumedAt = now;
  await forgetRequests(ctx, code);
  return code;
}
