import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { MAIL_TOPICS } from './unsubscribes.contract.ts';

/** Somebody who wants no mails of a topic. Where there is no row, they come. */
export const UnsubscribeEntity = defineEntity({
  name: 'Unsubscribe',
  tableName: 'unsubscribe',
  properties: {
    accountId: p.uuid().primary(),
    topic: p.enum(MAIL_TOPICS).primary(),
    createdAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    unsubscribe: InferKyselyTable<typeof UnsubscribeEntity>;
  }
}
