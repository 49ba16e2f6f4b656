import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

/** What a tool signs its calls with, on behalf of an account and within its scopes. Shown once; only its hash is kept. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    name: p.string().length(80),
    /** SHA-256 of 256 random bits. */
    hash: p.string().length(64).unique(),
    /** The last characters, by which its owner tells it from others. */
    ending: p.string().length(8),
    scopes: p.json<string[]>(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    lastUsedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    api_key: InferKyselyTable<typeof ApiKeyEntity>;
  }
}
