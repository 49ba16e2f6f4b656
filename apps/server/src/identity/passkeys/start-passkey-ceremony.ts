import type { Context } from '../../kernel/context.ts';
import { type CeremonyPurpose, openCeremony } from './open-ceremony.ts';
import type { PasskeyCeremonyStarted, PasskeyDescriptor } from './passkeys.contract.ts';
import { PasskeyEntity } from './passkeys.entity.ts';
import { CEREMONY_MS, rpIdOf } from './relying-party.ts';

/** Asks an account that is already known for one of its passkeys. */
export async function startPasskeyCeremony(
  ctx: Context,
  purpose: Extract<CeremonyPurpose, { kind: 'second-factor' | 'reauthentication' }>,
): Promise<PasskeyCeremonyStarted> {
  return askForPasskey(ctx, purpose, await describePasskeys(ctx, purpose.accountId));
}

/** Asks for one of these passkeys, or for any where none are named. */
export function askForPasskey(
  ctx: Context,
  purpose: CeremonyPurpose,
  allowCredentials: PasskeyDescriptor[],
): PasskeyCeremonyStarted {
  const { ceremonyId, challenge } = openCeremony(ctx, purpose);
  return {
    ceremonyId,
    options: {
      rpId: rpIdOf(ctx.config),
      challenge,
      timeout: CEREMONY_MS,
      allowCredentials,
      userVerification: 'required',
    },
  };
}

/** The passkeys of an account as browsers are told of them, the oldest first. */
export async function describePasskeys(ctx: Context, accountId: string): Promise<PasskeyDescriptor[]> {
  const passkeys = await ctx.em.find(PasskeyEntity, { accountId }, { orderBy: { id: 'asc' } });
  return passkeys.map(({ credentialId, transports }) => ({
    type: 'public-key',
    id: credentialId,
    transports,
  }));
}
