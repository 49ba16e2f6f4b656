import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** A rule by which events come back, and what they have in common. Each of its dates is an event of its own. */
export const EventSeriesEntity = defineEntity({
  name: 'EventSeries',
  tableName: 'event_series',
  properties: {
    id: p.uuid().primary(),
    /** An RRULE of RFC 5545 over days, with everything said that the first day would only imply. */
    rule: p.string().length(500),
    /** The day from which the rule is counted: its DTSTART. Older dates of the series are history. */
    startsOn: p.string().length(10),
    /** What was meant: a time on the wall of this zone, and how long by that wall. */
    startTime: p.string().length(5),
    durationMinutes: p.integer(),
    timeZone: p.string().length(64),
    /** Days that the rule names and that are left out (EXDATE), and days beside the rule (RDATE). */
    excludedDates: p.json<string[]>(),
    extraDates: p.json<string[]>(),
    /** The words and rules of the dates that are still to be made. */
    pattern: p.json<Record<string, unknown>>(),
    /** Whether dates that are made later are published at once. */
    isPublished: p.boolean().default(false),
    isEndless: p.boolean(),
    /** Up to this day every date of the rule has been made. */
    madeUntil: p.string().length(10),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  indexes: [{ properties: ['isEndless', 'madeUntil'] }],
});
export type EventSeriesRow = InferEntity<typeof EventSeriesEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    event_series: InferKyselyTable<typeof EventSeriesEntity>;
  }
}
