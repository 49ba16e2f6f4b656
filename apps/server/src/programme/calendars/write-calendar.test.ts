import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, writeCalendar } from './write-calendar.ts';

const config = { PUBLIC_URL: 'https://foyer.example.org' };
const EVENT: CalendarEvent = {
  uid: '01900000-0000-7000-8000-000000000001@foyer.example.org',
  sequence: 3,
  eventId: '01900000-0000-7000-8000-000000000001',
  isCancelled: false,
  name: 'Repair café',
  description: 'Bring what is broken.',
  startsAt: new Date('2027-03-14T18:30:00Z'),
  endsAt: new Date('2027-03-14T20:30:00Z'),
  locationName: 'Workshop',
  locationAddress: '1 Main Street; Springfield, backyard',
  updatedAt: new Date('2027-01-01T09:00:00Z'),
};
const write = (own: Partial<CalendarEvent> = {}) => writeCalendar(config, 'Foyer', [{ ...EVENT, ...own }]);

/** The lines as RFC 5545 reads them: a break followed by a blank is no break. */
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n');
const lineOf = (text: string, name: string) => unfolded(text).find((line) => line.startsWith(`${name}:`));

describe('a calendar', () => {
  it('says what an event is, in UTC, by one UID and a sequence', () => {
    const lines = unfolded(write());
    expect(lines).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'UID:01900000-0000-7000-8000-000000000001@foyer.example.org',
        'SEQUENCE:3',
        'DTSTAMP:20270101T090000Z',
        'DTSTART:20270314T183000Z',
        'DTEND:20270314T203000Z',
        'SUMMARY:Repair café',
        'LOCATION:Workshop\\, 1 Main Street\\; Springfield\\, backyard',
        'STATUS:CONFIRMED',
        'END:VCALENDAR',
      ]),
    );
  });

  it('tells that an event was cancelled', () => {
    expect(lineOf(write({ isCancelled: true }), 'STATUS')).toBe('STATUS:CANCELLED');
  });

  it('A24 keeps a line break in a name from becoming a property', () => {
    const text = write({ name: 'Party\r\nATTENDEE:mailto:mallory@example.org\u0007' });
    expect(unfolded(text).some((line) => line.startsWith('ATTENDEE'))).toBe(false);
    expect(lineOf(text, 'SUMMARY')).toBe('SUMMARY:Party\\nATTENDEE:mailto:mallory@example.org');
  });

  it('E11 has lines of 75 octets at most that end in CRLF, whatever people write', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(anything, anything, (name, description) => {
        const text = write({ name, description });
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text).not.toMatch(/[^\P{Cc}\r\n\t]/u);
        expect(Buffer.from(text).toString('utf8')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
