import type { AccountActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { PASSKEY_REQUIRED } from './address-changes.contract.ts';

/**
 * Whoever has a passkey must have shown it last. The gate has seen that a credential is fresh; a mailed code would
 * do for it, and with the address somebody takes over what all mailed codes go to.
 */
export async function demandPasskey(ctx: Context, actor: AccountActor): Promise<void> {
  const hasPasskey = (await ctx.em.count(PasskeyEntity, { accountId: actor.accountId })) > 0;
  if (!hasPasskey) return;
  const { factors } = await ctx.em.findOneOrFail(SessionEntity, { id: actor.sessionId });
  if (!factors.some((factor) => factor === 'passkey')) throw new Fault(PASSKEY_REQUIRED);
}
