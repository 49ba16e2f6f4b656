import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { checkAssertion } from './check-response.ts';
import { PASSKEY_REFUSED, PASSKEY_UNKNOWN, type PasskeyAssertion } from './passkeys.contract.ts';
import { type PasskeyCeremonyRow, PasskeyEntity, type PasskeyRow } from './passkeys.entity.ts';
import { userHandleOf } from './relying-party.ts';
import { type CeremonyHolder, takeCeremony } from './take-ceremony.ts';

/**
 * Open to whoever holds the ceremony: the signature is the proof. Answers the passkey that was shown, for the holder
 * to look up its account. Refusals are returned, because the challenge is spent by them too.
 */
export async function verifyPasskeyResponse(
  ctx: Context,
  given: CeremonyHolder & { ceremonyId: string; response: PasskeyAssertion },
): Promise<PasskeyRow | Fault> {
  const { ceremonyId, response, ...holder } = given;
  const ceremony = await takeCeremony(ctx, ceremonyId, holder);
  if (ceremony instanceof Fault) return ceremony;
  const passkey = await ctx.em.findOne(
    PasskeyEntity,
    { credentialId: response.id },
    // Two answers of one passkey are compared with its counter one after the other.
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (passkey === null) return new Fault(PASSKEY_UNKNOWN);
  const shown = await checkAssertion(ctx.config, {
    response,
    challenge: ceremony.challenge,
    credential: passkey,
  });
  if (shown === undefined || !isOwned(passkey, ceremony, response)) return new Fault(PASSKEY_REFUSED);

  const isBackupEligible = shown.credentialDeviceType === 'multiDevice';
  // The specification holds it constant (§ 6.1.3), so what changed is another credential, or a broken keeper. There
  // is one way out, which asks for a fresh sign-in by other means: remove the passkey and add it again.
  if (isBackupEligible !== passkey.isBackupEligible)
    return refuseAudibly(ctx, passkey, 'backup-eligibility-changed');
  // A copy has been used, here or there (§ 6.1.1). Passkeys that do not count say 0 for ever.
  if ((shown.newCounter > 0 || passkey.signCount > 0) && shown.newCounter <= passkey.signCount)
    return refuseAudibly(ctx, passkey, 'counter-went-back');

  passkey.signCount = shown.newCounter;
  passkey.isBackedUp = shown.credentialBackedUp;
  passkey.lastUsedAt = ctx.clock.now();
  return passkey;
}

/** Whether the passkey is whose the ceremony is, and says so itself where the ceremony does not know. */
function isOwned(passkey: PasskeyRow, ceremony: PasskeyCeremonyRow, response: PasskeyAssertion): boolean {
  if (ceremony.accountId !== null && ceremony.accountId !== passkey.accountId) return false;
  const handle = response.response.userHandle ?? null;
  if (handle === null) return ceremony.accountId !== null;
  return handle === userHandleOf(passkey.accountId);
}

function refuseAudibly(
  ctx: Context,
  passkey: PasskeyRow,
  reason: 'backup-eligibility-changed' | 'counter-went-back',
): Fault {
  recordAuditEntry(ctx, {
    action: 'passkey.refused',
    subjectType: 'account',
    subjectId: passkey.accountId,
    details: { passkeyId: passkey.id, reason },
  });
  return new Fault(PASSKEY_REFUSED);
}
