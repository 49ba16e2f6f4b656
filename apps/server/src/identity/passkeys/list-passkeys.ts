import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { describePasskey } from './describe-passkey.ts';
import type { PasskeyList } from './passkeys.contract.ts';
import { PasskeyEntity } from './passkeys.entity.ts';
import { rpIdOf, userHandleOf } from './relying-party.ts';

/** One's own passkeys, the oldest first, and what a browser wants to know to keep its list in step with ours. */
export async function listPasskeys(ctx: Context): Promise<PasskeyList> {
  const { accountId } = accountOf(ctx.actor);
  const passkeys = await ctx.em.find(PasskeyEntity, { accountId }, { orderBy: { id: 'asc' } });
  return {
    items: passkeys.map(describePasskey),
    rpId: rpIdOf(ctx.config),
    userHandle: userHandleOf(accountId),
  };
}
