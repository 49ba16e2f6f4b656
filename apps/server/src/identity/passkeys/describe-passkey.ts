import type { Passkey } from './passkeys.contract.ts';
import type { PasskeyRow } from './passkeys.entity.ts';

/** A passkey as its owner sees it. */
export function describePasskey(passkey: PasskeyRow): Passkey {
  return {
    id: passkey.id,
    name: passkey.name,
    credentialId: passkey.credentialId,
    isBackupEligible: passkey.isBackupEligible,
    isBackedUp: passkey.isBackedUp,
    transports: passkey.transports,
    createdAt: passkey.createdAt,
    lastUsedAt: passkey.lastUsedAt ?? null,
  };
}
