import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { ALGORITHMS } from './check-response.ts';
import { openCeremony } from './open-ceremony.ts';
import { PASSKEY_LIMIT, type PasskeyRegistrationStarted } from './passkeys.contract.ts';
import { MOST_PASSKEYS } from './register-passkey.ts';
import { CEREMONY_MS, RP_NAME, rpIdOf, userHandleOf } from './relying-party.ts';
import { describePasskeys } from './start-passkey-ceremony.ts';

/** Begins a passkey for the account that is signed in. */
export async function startPasskeyRegistration(ctx: Context): Promise<PasskeyRegistrationStarted> {
  const { accountId, sessionId, profile } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  const known = await describePasskeys(ctx, accountId);
  if (known.length >= MOST_PASSKEYS) throw new Fault(PASSKEY_LIMIT);
  const { ceremonyId, challenge } = openCeremony(ctx, { kind: 'registration', accountId, sessionId });
  return {
    ceremonyId,
    options: {
      rp: { id: rpIdOf(ctx.config), name: RP_NAME },
      user: { id: userHandleOf(accountId), name: profile.address, displayName: profile.fullName },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CEREMONY_MS,
      excludeCredentials: known,
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    },
  };
}
