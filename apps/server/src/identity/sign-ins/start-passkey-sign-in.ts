import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { AccountEntity, addressKey } from '../../people/accounts/accounts.entity.ts';
import type { PasskeyCeremonyStarted } from '../passkeys/passkeys.contract.ts';
import { askForPasskey } from '../passkeys/start-passkey-ceremony.ts';
import type { StartPasskeySignInInput } from './sign-ins.contract.ts';

/**
 * Open to everybody. Without an address, whoever shows a passkey is signed in; with one, its account alone. No passkey
 * is named to a stranger: that would tell who has an account, and each is found by its keeper without being named.
 */
export async function startPasskeySignIn(
  ctx: Context,
  input: StartPasskeySignInInput,
): Promise<PasskeyCeremonyStarted> {
  if (input.address === undefined) return askForPasskey(ctx, { kind: 'sign-in', accountId: null }, []);
  const account = await ctx.em.findOne(AccountEntity, { addressKey: addressKey(input.address) });
  // For an unknown address an id that nobody has: the ceremony is then of no use to anybody, as somebody else's is.
  return askForPasskey(ctx, { kind: 'sign-in', accountId: account?.id ?? newId() }, []);
}
