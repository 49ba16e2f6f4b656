import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import type { SignInWithPasskeyInput } from '../passkeys/passkeys.contract.ts';
import { verifyPasskeyResponse } from '../passkeys/verify-passkey-response.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { passFirstFactor } from './pass-first-factor.ts';

/** Open to everybody: the passkey is the proof. */
export async function signInWithPasskey(
  ctx: Context,
  input: SignInWithPasskeyInput,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const { ceremonyId, response, deliver } = input;
  const passkey = await verifyPasskeyResponse(ctx, { kind: 'sign-in', ceremonyId, response });
  if (passkey instanceof Fault) return passkey;
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: passkey.accountId });
  return passFirstFactor(ctx, call, { account, firstFactor: 'passkey', passkeyId: passkey.id, deliver });
}
