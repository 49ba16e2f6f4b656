import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { guardOn } from '../quarantine/quarantine.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { outdateProofs } from '../sessions/outdate-proofs.ts';
import { isPasskeyNeeded } from './is-passkey-needed.ts';
import { PASSKEY_NEEDED, PASSKEY_NOT_FOUND, type RemovePasskeyInput } from './passkeys.contract.ts';
import { PasskeyEntity } from './passkeys.entity.ts';

/**
 * Removes one of one's own passkeys. It is never the last way in: whoever gets here has a confirmed address, to
 * which a code can be sent. One that is needed beside that stays.
 */
export async function removePasskey(ctx: Context, input: RemovePasskeyInput): Promise<Record<string, never>> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  await holdAccount(ctx, accountId);
  const passkey = await ctx.em.findOne(PasskeyEntity, { id: input.passkeyId, accountId });
  if (passkey === null) throw new Fault(PASSKEY_NOT_FOUND);
  if (await isPasskeyNeeded(ctx, { accountId, passkeyIds: [passkey.id] })) throw new Fault(PASSKEY_NEEDED);
  ctx.em.remove(passkey);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  guardOn(ctx, account, passkey);
  await outdateProofs(ctx, { accountId, exceptSessionId: sessionId });
  await notifyOwner(ctx, 'passkey-removed', { account, device, sessionId });
  return {};
}
