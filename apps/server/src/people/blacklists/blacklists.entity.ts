import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/**
 * Somebody who may not take part: in one event, or in any. An account that the address belongs to when the entry is
 * made is named as well, so that another address is no way around it.
 */
export const BlacklistEntryEntity = defineEntity({
  name: 'BlacklistEntry',
  tableName: 'blacklist_entry',
  properties: {
    id: p.uuid().primary(),
    /** Null: every event. No foreign key: people stand below the programme. */
    eventId: p.uuid().nullable(),
    accountId: p.uuid().nullable().index(),
    /** A keyed hash: who reads the table learns nobody's address from it. */
    addressHash: p.string().length(64).nullable().index(),
    /** For staff; never told to the person. */
    reason: p.string().length(500),
    endsAt: p.datetime(3).nullable(),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    blacklist_entry: InferKyselyTable<typeof BlacklistEntryEntity>;
  }
}
