import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { EventEntity } from '../events/events.entity.ts';
import { type ANNOUNCED_STATES, ANNOUNCEMENT_STATES } from './announcements.contract.ts';

/** What staff writes to a part of the people of an event. Its mails are deliveries about its id. */
export const AnnouncementEntity = defineEntity({
  name: 'Announcement',
  tableName: 'announcement',
  properties: {
    id: p.uuid().primary(),
    eventId: () => p.manyToOne(EventEntity).mapToPk().fieldName('event_id'),
    subject: p.string().length(160),
    body: p.text(),
    states: p.json<(typeof ANNOUNCED_STATES)[number][]>(),
    checkedIn: p.enum(['any', 'yes', 'no'] as const),
    state: p.enum(ANNOUNCEMENT_STATES).default('scheduled'),
    /** Written when the event was called off already: only then it goes to people of a cancelled event. */
    isAfterCancellation: p.boolean(),
    sendAt: p.datetime(3),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
    /** Of its mails that are not kept any more, how many were sent, failed for good, and were withdrawn. */
    pastSent: p.integer().default(0),
    pastFailed: p.integer().default(0),
    pastWithdrawn: p.integer().default(0),
  },
  indexes: [{ properties: ['eventId', 'createdAt', 'id'] }, { properties: ['state', 'sendAt'] }],
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    announcement: InferKyselyTable<typeof AnnouncementEntity>;
  }
}
