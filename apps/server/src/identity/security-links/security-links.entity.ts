import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

export const LINK_PURPOSES = ['not-me', 'undo-address-change'] as const;

/** What a link in a security mail may do, once, without a sign-in. Only its SHA-256 is kept. */
export const SecurityLinkEntity = defineEntity({
  name: 'SecurityLink',
  tableName: 'security_link',
  properties: {
    tokenHash: p.string().length(64).primary(),
    purpose: p.enum(LINK_PURPOSES),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    sessionId: p.uuid().nullable(),
    details: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    usedAt: p.datetime(3).nullable(),
  },
});
export type SecurityLinkRow = InferEntity<typeof SecurityLinkEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    security_link: InferKyselyTable<typeof SecurityLinkEntity>;
  }
}
