import { isDeepStrictEqual } from 'node:util';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { earlierOf } from '../../kernel/clock.ts';
import type { StoredImage } from '../images/images.entity.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';
import { EventSeriesEntity } from '../series/series.entity.ts';

export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    id: p.uuid().primary(),
    status: p.enum(['draft', 'published', 'cancelled', 'archived'] as const).default('draft'),
    name: p.string().length(160),
    shortDescription: p.string().length(300),
    description: p.text(),
    /** What was meant: wall-clock time and zone. The instants are derived from them. */
    startsAtLocal: p.string().length(16),
    endsAtLocal: p.string().length(16),
    timeZone: p.string().length(64),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3),
    /** When it was to start as people last knew it, before it was moved; null for what stayed where it was. */
    rescheduledFrom: p.datetime(3).nullable(),
    locationName: p.string().length(160).nullable(),
    locationAddress: p.string().length(300).nullable(),
    paymentInfo: p.text().nullable(),
    image: p.json<StoredImage>().nullable(),
    capacity: p.integer().nullable(),
    /** Kept under the event's row lock, so that no list has to count. */
    seatsTaken: p.integer().default(0),
    joinPolicy: p.enum(['open', 'approval', 'invitation', 'closed'] as const).default('open'),
    waitlist: p.enum(['off', 'auto', 'offer'] as const).default('auto'),
    /** How long a freed seat is kept for whom it is offered to. */
    offerHours: p.integer().default(24),
    /** The number that was last given to somebody who waits; it only grows. */
    waitlistLastNumber: p.integer().default(0),
    registrationOpensAt: p.datetime(3).nullable(),
    registrationClosesAt: p.datetime(3).nullable(),
    reminders: p.json<ReminderRule[]>().default([]),
    cancellationReason: p.string().length(500).nullable(),
    /** The series that it is a date of, and which: a date once, however its time was changed afterwards. */
    seriesId: () => p.manyToOne(EventSeriesEntity).mapToPk().fieldName('series_id').nullable(),
    occurrenceDate: p.string().length(10).nullable(),
    /** What was changed of this date alone, and which changes of the whole series therefore pass by. */
    ownFields: p.json<string[]>().nullable(),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['seriesId', 'occurrenceDate'] }],
  indexes: [
    { properties: ['status', 'endsAt', 'startsAt', 'id'] },
    { properties: ['status', 'startsAt', 'id'] },
    {
      name: 'event_image_id_index',
      expression: `create index "event_image_id_index" on "event" (("image" ->> 'id'))`,
    },
  ],
  checks: [
    { name: 'event_seats_check', expression: 'seats_taken >= 0' },
    { name: 'event_times_check', expression: 'ends_at > starts_at' },
  ],
});
export type EventRow = InferEntity<typeof EventEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    event: InferKyselyTable<typeof EventEntity>;
  }
}

type Registration = Pick<
  EventRow,
  'status' | 'startsAt' | 'endsAt' | 'registrationOpensAt' | 'registrationClosesAt'
>;

/** Whether an event gives out seats now, to whomever its join policy lets in; truths about the row alone. */
export function isRegistrationOpen(event: Registration, now: Date): boolean {
  if (event.status !== 'published') return false;
  if (event.registrationOpensAt && now < event.registrationOpensAt) return false;
  return now < registrationEndsAt(event);
}

/** Whether it makes sense to ask somebody to come: they can still say yes, whether or not registration is open. */
export function isAnswerable(event: Pick<EventRow, 'status' | 'endsAt'>, now: Date): boolean {
  return event.status === 'published' && now < event.endsAt;
}

/** Nobody joins what is over, whatever was said of registration before the event was moved. */
export function registrationEndsAt(event: Omit<Registration, 'status'>): Date {
  return earlierOf(event.registrationClosesAt ?? event.startsAt, event.endsAt);
}

/** Until when a seat that becomes free is given to whoever waits for it, or kept for them. */
export function lineEndsAt(event: Registration): Date {
  return earlierOf(registrationEndsAt(event), event.startsAt);
}

export function hasFreeSeat(event: Pick<EventRow, 'capacity' | 'seatsTaken'>): boolean {
  return event.capacity === null || event.capacity === undefined || event.seatsTaken < event.capacity;
}

export function phaseOf(
  event: { startsAt: Date; endsAt: Date },
  now: Date,
): 'upcoming' | 'ongoing' | 'ended' {
  if (now < event.startsAt) return 'upcoming';
  return now < event.endsAt ? 'ongoing' : 'ended';
}

const TIMES: readonly string[] = ['startsAtLocal', 'endsAtLocal', 'timeZone'];

/** The name under which a series knows a field: when an event takes place is one thing. */
export function fieldInSeries(field: string): string {
  return TIMES.includes(field) ? 'times' : field;
}

/** What an event has of its own once these fields were changed at it alone; null where no series would ask. */
export function ownFieldsAfter(
  event: { seriesId?: unknown; ownFields?: readonly string[] | null },
  changed: readonly string[],
): string[] | null {
  if (event.seriesId == null) return null;
  const own = new Set([...(event.ownFields ?? []), ...changed.map(fieldInSeries)]);
  return own.size === 0 ? null : [...own];
}

/** Which of what is given is not so already. */
export function changedFields(event: EventRow, given: Partial<EventRow>): string[] {
  // Not as text: Postgres keeps the fields of an object in an order of its own.
  const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(one ?? null, other ?? null);
  return Object.entries(given).flatMap(([field, value]) =>
    isSame(value, event[field as keyof EventRow]) ? [] : field,
  );
}
