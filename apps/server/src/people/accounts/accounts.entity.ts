import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { LOCALES } from '../../kernel/locale.contract.ts';

export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    /** As its owner wrote it. */
    address: p.string().length(254),
    /** As it is compared: see `addressKey`. */
    addressKey: p.string().length(254).unique(),
    addressVerifiedAt: p.datetime(3).nullable(),
    fullName: p.string().length(120),
    locale: p.enum(LOCALES).default('en'),
    organisation: p.string().length(120).nullable(),
    about: p.string().length(500).nullable(),
    /** IANA; null follows each device. */
    timeZone: p.string().length(64).nullable(),
    role: p.enum(['member', 'staff', 'superuser'] as const).default('member'),
    disabledAt: p.datetime(3).nullable().index(),
    /** For staff; never told to the person. */
    disabledReason: p.string().length(500).nullable(),
    /** Of an import or a job: it has no address and no way to sign in, and acts by API keys alone. */
    isSystem: p.boolean().default(false),
    /** A passkey that was taken off goes on guarding the address until then. */
    guardedUntil: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    account: InferKyselyTable<typeof AccountEntity>;
  }
}

/** Two spellings of one mailbox compare equal: letter case and Unicode composition do not count. */
export function addressKey(address: string): string {
  return address.trim().normalize('NFKC').toLowerCase();
}
