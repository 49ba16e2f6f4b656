import ical, { ICalEventStatus } from 'ical-generator';
import type { Config } from '../../kernel/config.ts';

/** What a calendar shows of an event. */
export type CalendarEvent = {
  id: string;
  status: 'draft' | 'published' | 'cancelled' | 'archived';
  name: string;
  description: string;
  startsAt: Date;
  endsAt: Date;
  locationName: string | null;
  locationAddress: string | null;
  updatedAt: Date;
  version: number;
};

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
  const host = new URL(config.PUBLIC_URL).hostname;
  const calendar = ical({
    name: plain(name),
    prodId: { company: 'Foyer', product: 'Foyer', language: 'EN' },
  });
  for (const event of events)
    calendar.createEvent({
      id: `${event.id}@${host}`,
      sequence: event.version,
      stamp: event.updatedAt,
      start: event.startsAt,
      end: event.endsAt,
      summary: plain(event.name),
      description: plain(event.description),
      location: plain([event.locationName, event.locationAddress].filter(Boolean).join(', ')),
      url: `${config.PUBLIC_URL}/events/${event.id}`,
      status: event.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  return `${calendar.toString()}\r\n`;
}

/** RFC 5545 allows no control characters but the tab and what it escapes as a line break. */
function plain(text: string): string {
  return text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}
