import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { describePasskey } from './describe-passkey.ts';
import { PASSKEY_NOT_FOUND, type Passkey, type RenamePasskeyInput } from './passkeys.contract.ts';
import { PasskeyEntity } from './passkeys.entity.ts';

/** Names one of one's own passkeys. Somebody else's answers as one that does not exist. */
export async function renamePasskey(ctx: Context, input: RenamePasskeyInput): Promise<Passkey> {
  const { accountId } = accountOf(ctx.actor);
  const passkey = await ctx.em.findOne(PasskeyEntity, { id: input.passkeyId, accountId });
  if (passkey === null) throw new Fault(PASSKEY_NOT_FOUND);
  passkey.name = input.name;
  return describePasskey(passkey);
}
