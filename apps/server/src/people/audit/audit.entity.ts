import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** Who did what to what, and when. Rows are written and never changed. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime(3).index(),
    actorId: p.uuid().nullable(),
    action: p.string().length(80),
    subjectType: p.string().length(40),
    subjectId: p.uuid(),
    details: p.json<Record<string, unknown>>(),
  },
  indexes: [{ properties: ['subjectType', 'subjectId'] }],
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    audit_entry: InferKyselyTable<typeof AuditEntryEntity>;
  }
}
