import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { AccountEntity, addressKey } from '../../people/accounts/accounts.entity.ts';
import { decoysFor } from '../passkeys/passkey-decoys.ts';
import type { PasskeyCeremonyStarted } from '../passkeys/passkeys.contract.ts';
import { askForPasskey, describePasskeys } from '../passkeys/start-passkey-ceremony.ts';
import type { StartPasskeySignInInput } from './sign-ins.contract.ts';

/**
 * Open to everybody. Without an address, whoever shows a passkey is signed in. With one, its passkeys are named; an
 * address without any, known or not, gets decoys after the same work.
 */
export async function startPasskeySignIn(
  ctx: Context,
  input: StartPasskeySignInInput,
): Promise<PasskeyCeremonyStarted> {
  if (input.address === undefined) return askForPasskey(ctx, { kind: 'sign-in', accountId: null }, []);
  const key = addressKey(input.address);
  const account = await ctx.em.findOne(AccountEntity, { addressKey: key });
  // For an unknown address an id that nobody has: the ceremony is then of no use to anybody, as somebody else's is.
  const accountId = account?.id ?? newId();
  const passkeys = await describePasskeys(ctx, accountId);
  const decoys = decoysFor(ctx.config, key);
  return askForPasskey(ctx, { kind: 'sign-in', accountId }, passkeys.length > 0 ? passkeys : decoys);
}
