import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import type { StoredImage } from '../images/images.entity.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';

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
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    version: p.integer().version(),
  },
  indexes: [
    { properties: ['status', 'endsAt', 'startsAt', 'id'] },
    { properties: ['status', 'startsAt', 'id'] },
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

type Registration = Pick<EventRow, 'status' | 'startsAt' | 'registrationOpensAt' | 'registrationClosesAt'>;

/** Whether an event gives out seats now, to whomever its join policy lets in; truths about the row alone. */
export function isRegistrationOpen(event: Registration, now: Date): boolean {
  if (event.status !== 'published') return false;
  if (event.registrationOpensAt && now < event.registrationOpensAt) return false;
  return now < registrationEndsAt(event);
}

export function registrationEndsAt(event: Registration): Date {
  return event.registrationClosesAt ?? event.startsAt;
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
