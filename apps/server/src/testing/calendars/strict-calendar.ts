import type { CalendarMessage } from './calendar-message.ts';

type Kept = { message: CalendarMessage; isHeld: boolean };

/**
 * The calendar of one person, as RFC 5546, 2.1.5 has it: of two messages about the same UID the one with the greater
 * SEQUENCE counts, of the same SEQUENCE the one that was made later, and the other is dropped, in whichever order
 * they come. It refuses what a careful reader refuses.
 */
export class StrictCalendar {
  readonly #owner: string;
  readonly #kept = new Map<string, Kept>();

  constructor(owner: string) {
    this.#owner = owner;
  }

  receive(message: CalendarMessage): void {
    if (message.attendee !== this.#owner) throw new Error(`this is for ${message.attendee}`);
    const known = this.#kept.get(message.uid);
    if (known !== undefined) {
      if (known.message.organizer !== message.organizer)
        throw new Error('another organiser cannot change this');
      if (isSameRevision(known.message, message) && known.message.method !== message.method)
        throw new Error('one SEQUENCE stands for a seat and for none');
      if (!isLater(message, known.message)) return;
    }
    this.#kept.set(message.uid, { message, isHeld: message.method === 'REQUEST' });
  }

  /** What the calendar shows, by UID. */
  shown(): Map<string, CalendarMessage> {
    return new Map(
      [...this.#kept].flatMap(([uid, { message, isHeld }]) => (isHeld ? [[uid, message] as const] : [])),
    );
  }
}

function isLater(one: CalendarMessage, other: CalendarMessage): boolean {
  return one.sequence === other.sequence ? one.stampedAt >= other.stampedAt : one.sequence > other.sequence;
}

function isSameRevision(one: CalendarMessage, other: CalendarMessage): boolean {
  return one.sequence === other.sequence;
}
