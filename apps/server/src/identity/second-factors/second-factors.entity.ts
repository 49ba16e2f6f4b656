import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

/** What an account can be asked for after its first factor. One of each kind; a passkey is kept with the passkeys. */
export const SecondFactorEntity = defineEntity({
  name: 'SecondFactor',
  tableName: 'second_factor',
  properties: {
    id: p.uuid().primary(),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    kind: p.enum(['mail-code', 'totp', 'webhook-code', 'passkey'] as const),
    /** Sealed: the seed of a TOTP, or what signs the calls of a webhook. */
    secret: p.text().nullable(),
    webhookUrl: p.string().length(2000).nullable(),
    /** The last TOTP step that was taken: none is taken twice. */
    lastStep: p.bigint('number').nullable(),
    createdAt: p.datetime(3),
    /** Until it has been shown to work once, it is not asked for. */
    confirmedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
  },
  uniques: [{ properties: ['accountId', 'kind'] }],
});
export type SecondFactorRow = InferEntity<typeof SecondFactorEntity>;

/** A code for when every other factor is lost. Works once; only its keyed hash is kept. */
export const RecoveryCodeEntity = defineEntity({
  name: 'RecoveryCode',
  tableName: 'recovery_code',
  properties: {
    hash: p.string().length(64).primary(),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    createdAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    second_factor: InferKyselyTable<typeof SecondFactorEntity>;
    recovery_code: InferKyselyTable<typeof RecoveryCodeEntity>;
  }
}
