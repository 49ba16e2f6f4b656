import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';
import { beginFactor, confirmFactor, lockOwner } from './confirm-factor.ts';
import { type FactorAdded, FIRST_FACTOR_MISSING } from './second-factors.contract.ts';

/** One's own account. Without a password a mailed code would be asked for after a mailed code. */
export async function addMailCode(ctx: Context): Promise<FactorAdded> {
  const doer = await lockOwner(ctx);
  if ((await ctx.em.count(PasswordEntity, { accountId: doer.account.id })) === 0)
    throw new Fault(FIRST_FACTOR_MISSING);
  return confirmFactor(ctx, await beginFactor(ctx, doer.account.id, { kind: 'mail-code' }), doer);
}

/** One's own account. Each of its passkeys counts; there has to be one. */
export async function addPasskey(ctx: Context): Promise<FactorAdded> {
  const doer = await lockOwner(ctx);
  if ((await ctx.em.count(PasskeyEntity, { accountId: doer.account.id })) === 0)
    throw new Fault(FIRST_FACTOR_MISSING);
  return confirmFactor(ctx, await beginFactor(ctx, doer.account.id, { kind: 'passkey' }), doer);
}
