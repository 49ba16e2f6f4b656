import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** As its index says it, so that this is used. */
export const IS_ANNOUNCEMENT = "kind = 'announcement'";
const ANNOUNCEMENT_INDEX = `create index "notification_announcement_index" on "notification" ("event_id") where ${IS_ANNOUNCEMENT}`;

/**
 * Something that its reader is told within the product. What its words need is kept, and becomes words when it is read.
 * It names account and event without a foreign key: to check that one, a notice to many would wait for whoever holds
 * these accounts and waits for the event.
 */
export const NotificationEntity = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    /** What makes it one, however often it is asked for. */
    key: p.string().length(200),
    kind: p.string().length(60),
    topic: p.string().length(40),
    eventId: p.uuid().nullable(),
    params: p.json<Record<string, unknown>>(),
    /** Given when it is first seen, so that nothing is ever committed below a number that somebody has read. */
    number: p.integer().nullable(),
    createdAt: p.datetime(3),
    acknowledgedAt: p.datetime(3).nullable(),
  },
  uniques: [{ properties: ['accountId', 'key'] }, { properties: ['accountId', 'number'] }],
  indexes: [
    { properties: ['accountId', 'acknowledgedAt'] },
    { properties: ['acknowledgedAt', 'createdAt'] },
    { name: 'notification_announcement_index', expression: ANNOUNCEMENT_INDEX },
  ],
});

/** Somebody who wants no notices of a topic. Where there is no row, they come. */
export const NotificationMuteEntity = defineEntity({
  name: 'NotificationMute',
  tableName: 'notification_mute',
  properties: {
    accountId: p.uuid().primary(),
    topic: p.string().length(40).primary(),
    createdAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    notification: InferKyselyTable<typeof NotificationEntity>;
    notification_mute: InferKyselyTable<typeof NotificationMuteEntity>;
  }
}
