import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** A program or a web page that may see the API while REQUIRE_TRUSTED_CLIENT is on. */
export const ApiClientEntity = defineEntity({
  name: 'ApiClient',
  tableName: 'api_client',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(80),
    /** SHA-256 of 256 random bits. */
    secretHash: p.string().length(64),
    /** Origins of web pages, which cannot keep a secret. */
    origins: p.json<string[]>(),
    createdAt: p.datetime(3),
    createdBy: p.uuid().nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    disabledAt: p.datetime(3).nullable(),
  },
});
export type ApiClientRow = InferEntity<typeof ApiClientEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    api_client: InferKyselyTable<typeof ApiClientEntity>;
  }
}
