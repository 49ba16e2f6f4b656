import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

/** The private address at which somebody's own events can be subscribed to. One each; another replaces it. */
export const CalendarFeedEntity = defineEntity({
  name: 'CalendarFeed',
  tableName: 'calendar_feed',
  properties: {
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').primary(),
    tokenHash: p.string().length(64).unique(),
    /** Its owner may read the address again; whoever reads the table may not. */
    sealedToken: p.string().length(200),
    createdAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    calendar_feed: InferKyselyTable<typeof CalendarFeedEntity>;
  }
}
