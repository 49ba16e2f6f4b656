import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** A one-time link that makes whoever opens it a superuser. Only its SHA-256 is kept. */
export const EnrolmentEntity = defineEntity({
  name: 'Enrolment',
  tableName: 'enrolment',
  properties: {
    tokenHash: p.string().length(64).primary(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    usedBy: p.uuid().nullable(),
  },
});
export type EnrolmentRow = InferEntity<typeof EnrolmentEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    enrolment: InferKyselyTable<typeof EnrolmentEntity>;
  }
}
