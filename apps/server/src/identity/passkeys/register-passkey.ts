import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { endChangesOfOthers } from '../address-changes/end-changes-of-others.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { checkAttestation } from './check-response.ts';
import { describePasskey } from './describe-passkey.ts';
import { lockPasskeys } from './lock-passkeys.ts';
import { nameOfAuthenticator } from './name-of-authenticator.ts';
import {
  PASSKEY_LIMIT,
  PASSKEY_REFUSED,
  type Passkey,
  type RegisterPasskeyInput,
} from './passkeys.contract.ts';
import { PasskeyEntity } from './passkeys.entity.ts';
import { takeCeremony } from './take-ceremony.ts';

export const MOST_PASSKEYS = 20;

/** Keeps the public half of a passkey that was made for this account, in this session, a moment ago. */
export async function registerPasskey(ctx: Context, input: RegisterPasskeyInput): Promise<Passkey | Fault> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  const { response } = input;
  const holder = { kind: 'registration', accountId, sessionId } as const;
  await refuseNewProof(ctx, { accountId, sessionId });
  const ceremony = await takeCeremony(ctx, input.ceremonyId, holder);
  if (ceremony instanceof Fault) return ceremony;
  const made = await checkAttestation(ctx.config, { response, challenge: ceremony.challenge });
  if (made === undefined) return new Fault(PASSKEY_REFUSED);
  if ((await lockPasskeys(ctx, accountId)) >= MOST_PASSKEYS) return new Fault(PASSKEY_LIMIT);

  const passkey = ctx.em.create(
    PasskeyEntity,
    {
      id: newId(),
      accountId,
      credentialId: made.credential.id,
      publicKey: Buffer.from(made.credential.publicKey).toString('base64url'),
      signCount: made.credential.counter,
      // In one order, because the order in which a browser names them would tell browsers apart.
      transports: [...new Set(response.response.transports)].sort(),
      aaguid: made.aaguid,
      name: input.name ?? nameOfAuthenticator(made.aaguid),
      isBackupEligible: made.credentialDeviceType === 'multiDevice',
      isBackedUp: made.credentialBackedUp,
      createdAt: ctx.clock.now(),
    },
    { persist: true },
  );
  await ctx.em.flush().catch(refuseTaken);
  // From now on a passkey is asked for to begin one.
  await endChangesOfOthers(ctx, { accountId, exceptSessionId: sessionId });
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  await notifyOwner(ctx, 'passkey-added', { account, device, sessionId, made: { passkeyId: passkey.id } });
  return describePasskey(passkey);
}

/** A credential belongs to one account (§ 7.1), also when two register it in the same moment. */
function refuseTaken(error: unknown): never {
  if (error instanceof UniqueConstraintViolationException) throw new Fault(PASSKEY_REFUSED);
  throw error;
}
