import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

/** A WebAuthn credential. Its private half never leaves the authenticator. */
export const PasskeyEntity = defineEntity({
  name: 'Passkey',
  tableName: 'passkey',
  properties: {
    id: p.uuid().primary(),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    /** Base64url, as the browser names it. */
    credentialId: p.string().length(1400).unique(),
    /** COSE, base64url. */
    publicKey: p.text(),
    signCount: p.bigint('number').default(0),
    transports: p.json<string[]>(),
    aaguid: p.string().length(36),
    name: p.string().length(80),
    isBackupEligible: p.boolean(),
    isBackedUp: p.boolean(),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3).nullable(),
  },
});
export type PasskeyRow = InferEntity<typeof PasskeyEntity>;

const CEREMONY_KINDS = ['registration', 'sign-in', 'second-factor', 'reauthentication'] as const;

/** A challenge that one ceremony may answer, once, and only for what it was made for. */
export const PasskeyCeremonyEntity = defineEntity({
  name: 'PasskeyCeremony',
  tableName: 'passkey_ceremony',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(CEREMONY_KINDS),
    challenge: p.string().length(100),
    accountId: p.uuid().nullable(),
    sessionId: p.uuid().nullable(),
    /** Of the sign-in ticket that the ceremony is a step of. */
    ticketHash: p.string().length(64).nullable(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    consumedAt: p.datetime(3).nullable(),
  },
});
export type PasskeyCeremonyRow = InferEntity<typeof PasskeyCeremonyEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    passkey: InferKyselyTable<typeof PasskeyEntity>;
    passkey_ceremony: InferKyselyTable<typeof PasskeyCeremonyEntity>;
  }
}
