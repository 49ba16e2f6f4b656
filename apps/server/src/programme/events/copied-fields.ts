import type { EventRow } from './events.entity.ts';

/** The words and rules of an event, which an event like it has as well. Times, picture and people are not among them. */
const COPIED = [
  'name',
  'shortDescription',
  'description',
  'locationName',
  'locationAddress',
  'paymentInfo',
  'capacity',
  'joinPolicy',
  'waitlist',
  'offerHours',
  'reminders',
] as const satisfies readonly (keyof EventRow)[];

export type CopiedFields = Pick<EventRow, (typeof COPIED)[number]>;

export function copiedFields(event: EventRow): CopiedFields {
  return Object.fromEntries(COPIED.map((field) => [field, event[field] ?? null])) as CopiedFields;
}
