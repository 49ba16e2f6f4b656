import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { PasskeyCeremonyStarted } from '../passkeys/passkeys.contract.ts';
import { startPasskeyCeremony } from '../passkeys/start-passkey-ceremony.ts';
import { verifyPasskeyResponse } from '../passkeys/verify-passkey-response.ts';
import { passFirstFactorAgain } from './pass-first-factor-again.ts';
import type {
  ReauthenticateWithPasskeyInput,
  ReauthenticationOutcome,
} from './reauthentications.contract.ts';

/** Asks one's own account for one of its passkeys; only this session can use what it answers. */
export async function startPasskeyReauthentication(ctx: Context): Promise<PasskeyCeremonyStarted> {
  const { accountId, sessionId } = accountOf(ctx.actor);
  return startPasskeyCeremony(ctx, { kind: 'reauthentication', accountId, sessionId });
}

/** By a passkey, which proves the device and its holder at once: nothing more is owed. */
export async function reauthenticateWithPasskey(
  ctx: Context,
  input: ReauthenticateWithPasskeyInput,
  call: Call,
): Promise<ReauthenticationOutcome | Fault> {
  const { accountId, sessionId } = accountOf(ctx.actor);
  const { refreshToken, ...shown } = input;
  const passkey = await verifyPasskeyResponse(ctx, {
    kind: 'reauthentication',
    accountId,
    sessionId,
    ...shown,
  });
  if (passkey instanceof Fault) return passkey;
  return passFirstFactorAgain(ctx, call, { firstFactor: 'passkey', passkeyId: passkey.id, refreshToken });
}
