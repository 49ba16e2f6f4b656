import ical, { type ICalEventData, ICalEventStatus } from 'ical-generator';
import type { Config } from '../../kernel/config.ts';

/** What a calendar shows of an event. */
export type CalendarEvent = {
  /** Of the event for whoever looks, of a participation for whom it is: see docs/calendars.md. */
  uid: string;
  /** Grows with every change of what is shown, and never goes back. */
  sequence: number;
  eventId: string;
  isCancelled: boolean;
  name: string;
  description: string;
  startsAt: Date;
  endsAt: Date;
  locationName: string | null;
  locationAddress: string | null;
  updatedAt: Date;
};

export const PRODUCT = { company: 'Foyer', product: 'Foyer', language: 'EN' };

/**
 * An iCalendar object (RFC 5545): lines of at most 75 octets that end in CRLF, texts escaped, times in UTC, so that
 * no reader has to know a time zone. The same event has the same UID in every file, and a later SEQUENCE once it
 * has changed.
 */
export function writeCalendar(
  config: Pick<Config, 'PUBLIC_URL'>,
  name: string,
  events: readonly CalendarEvent[],
): string {
  const calendar = ical({ name: plain(name), prodId: PRODUCT });
  for (const event of events) calendar.createEvent({ ...componentOf(config, event), stamp: event.updatedAt });
  return `${calendar.toString()}\r\n`;
}

/** The event itself, the same in files, feeds and mails. */
export function componentOf(config: Pick<Config, 'PUBLIC_URL'>, event: CalendarEvent): ICalEventData {
  return {
    id: event.uid,
    sequence: event.sequence,
    start: event.startsAt,
    end: event.endsAt,
    summary: plain(event.name),
    description: plain(event.description),
    location: plain([event.locationName, event.locationAddress].filter(Boolean).join(', ')),
    url: `${config.PUBLIC_URL}/events/${event.eventId}`,
    status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    lastModified: event.updatedAt,
  };
}

/** RFC 5545 allows no control characters but the tab and what it escapes as a line break. */
function plain(text: string): string {
  return text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}
