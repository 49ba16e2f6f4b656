import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** The answer that a mutation gave, kept for whoever asks again because the answer was lost. */
export const IdempotencyRecordEntity = defineEntity({
  name: 'IdempotencyRecord',
  tableName: 'idempotency_record',
  properties: {
    accountId: p.uuid().primary(),
    key: p.string().length(100).primary(),
    procedure: p.string().length(100),
    inputHash: p.string().length(64),
    /** As superjson writes it. */
    answer: p.text(),
    createdAt: p.datetime(3).index(),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    idempotency_record: InferKyselyTable<typeof IdempotencyRecordEntity>;
  }
}
