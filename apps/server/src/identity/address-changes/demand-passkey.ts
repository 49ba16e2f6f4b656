import type { AccountActor } from '../../kernel/actor.ts';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { ADDRESS_GUARDED, FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import { GUARD_MS, isSeasoned } from '../quarantine/quarantine.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { PASSKEY_REQUIRED } from './address-changes.contract.ts';

/**
 * Whoever has a passkey must have shown it last. The gate has seen that a credential is fresh; a mailed code would
 * do for it, and with the address somebody takes over what all mailed codes go to. One that was added within a day
 * does not do where an older one is there, or was until lately.
 */
export async function demandPasskey(ctx: Context, actor: AccountActor, account: AccountRow): Promise<void> {
  const now = ctx.clock.now();
  const passkeys = await ctx.em.find(PasskeyEntity, { accountId: actor.accountId });
  const isGuarded = account.guardedUntil != null && account.guardedUntil > now;
  if (passkeys.length === 0 && !isGuarded) return;
  const { passkeyId } = await ctx.em.findOneOrFail(SessionEntity, { id: actor.sessionId });
  const shown = passkeys.find(({ id }) => id === passkeyId);
  // Old enough when the guard began: one that was added beside it does not grow old under it.
  const since = isGuarded ? after(account.guardedUntil as Date, -GUARD_MS) : now;
  const isOldEnough = (one: { createdAt: Date }) => isSeasoned(ctx, one.createdAt, since);
  if (shown !== undefined && isOldEnough(shown)) return;
  if (passkeys.some(isOldEnough)) throw new Fault(shown === undefined ? PASSKEY_REQUIRED : FACTOR_TOO_NEW);
  if (isGuarded)
    throw new Fault(ADDRESS_GUARDED, undefined, {
      retryAfterSeconds: Math.ceil(((account.guardedUntil as Date).getTime() - now.getTime()) / 1000),
    });
  // All are new, and none is older: what the owner has shown is as good as anything.
  if (shown === undefined) throw new Fault(PASSKEY_REQUIRED);
}
