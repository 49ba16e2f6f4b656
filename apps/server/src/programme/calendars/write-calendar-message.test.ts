import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { readCalendarMessage } from '../../testing/calendars/calendar-message.ts';
import { readCalendarBytes } from '../../testing/calendars/read-calendar-bytes.ts';
import type { CalendarEvent } from './write-calendar.ts';
import { writeCalendarMessage } from './write-calendar-message.ts';

const config = { PUBLIC_URL: 'https://foyer.example.org', MAIL_FROM: 'Foyer <foyer@example.org>' };
const EVENT: CalendarEvent = {
  uid: '01900000-0000-7000-8000-000000000001',
  sequence: 7,
  eventId: '01900000-0000-7000-8000-000000000002',
  isCancelled: false,
  name: 'Repair café',
  description: 'Bring what is broken.',
  startsAt: new Date('2027-03-28T00:30:00Z'),
  endsAt: new Date('2027-03-28T03:30:00Z'),
  locationName: 'Workshop',
  locationAddress: '1 Main Street; Springfield, backyard',
  updatedAt: new Date('2027-01-01T09:00:00Z'),
};
const write = (own: Partial<CalendarEvent> = {}, fullName = 'Ada Example', method?: 'CANCEL') =>
  writeCalendarMessage(config, {
    method: method ?? 'REQUEST',
    event: { ...EVENT, ...own },
    attendee: { address: 'ada+events@example.org', fullName },
    at: new Date('2027-02-01T09:00:00Z'),
  }).text;

test('E11 a request names the event, its organiser and one attendee who has accepted', () => {
  expect(readCalendarMessage(Buffer.from(write()))).toEqual({
    method: 'REQUEST',
    uid: EVENT.uid,
    sequence: 7,
    stampedAt: new Date('2027-02-01T09:00:00Z'),
    organizer: 'mailto:foyer@example.org',
    attendee: 'ada+events@example.org',
    status: 'CONFIRMED',
    summary: 'Repair café',
    location: 'Workshop, 1 Main Street; Springfield, backyard',
    startsAt: EVENT.startsAt,
    endsAt: EVENT.endsAt,
  });
});

test('E11 a cancellation says so of the same UID, by its method and its status', () => {
  const cancelled = readCalendarMessage(Buffer.from(write({}, 'Ada Example', 'CANCEL')));
  expect(cancelled).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', uid: EVENT.uid });
});

test('A24 E11 whatever people write, it stays text: valid to the octet and the same to every reader', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'Party\r\nATTENDEE:mailto:mallory@example.org',
      'a"b^c;d:e,f\\n',
      '\r\nEND:VEVENT\r\nBEGIN:VEVENT',
      '\u2028\u2029\u0085\u0000\u007f',
      '\u{1f469}\u200d\u{1f680}'.repeat(40),
    ),
  );
  fc.assert(
    fc.property(words, words, words, (name, locationName, fullName) => {
      const message = readCalendarMessage(
        Buffer.from(write({ name, locationName, description: name }, fullName)),
      );
      expect(message).toMatchObject({ uid: EVENT.uid, attendee: 'ada+events@example.org', sequence: 7 });
    }),
    { numRuns: 400 },
  );
});

/** What each reader is worth: a check that lets these pass proves nothing. */
const BROKEN: Record<string, (text: string) => string> = {
  'a bare LF': (text) => text.replace('SEQUENCE:7\r\n', 'SEQUENCE:7\n'),
  'a line that is too long': (text) => text.replace(/\r\n /g, ''),
  'a separator that is not escaped': (text) => text.replace('Main Street\\;', 'Main Street;'),
  'an escape that is none': (text) => text.replace('SUMMARY:', 'SUMMARY:\\q'),
  'a character that a fold splits': (text) => splitInsideOf('é', text),
  'a control character': (text) => text.replace('SUMMARY:', 'SUMMARY:\u0007'),
  'no END': (text) => text.replace('END:VEVENT\r\n', ''),
  'a line without a value': (text) => text.replace('STATUS:CONFIRMED', 'STATUS'),
};

function splitInsideOf(character: string, text: string): string {
  const octets = Buffer.from(character).toString('latin1');
  return Buffer.from(text)
    .toString('latin1')
    .replace(octets, `${octets[0]}\r\n ${octets.slice(1)}`);
}

test.each(Object.keys(BROKEN))('our own check of the bytes refuses %s', (what) => {
  const broken = (BROKEN[what] as (text: string) => string)(write());
  const bytes = Buffer.from(broken, what.includes('splits') ? 'latin1' : 'utf8');
  expect(bytes.equals(Buffer.from(write()))).toBe(false);
  expect(() => readCalendarBytes(bytes)).toThrow();
});

test.each(['no END', 'a line without a value'])('ical.js refuses %s', (what) => {
  expect(() => ICAL.parse((BROKEN[what] as (text: string) => string)(write()))).toThrow();
});

test.each([
  ['a floating time', (text: string) => text.replace('000Z', '000')],
  ['two attendees', (text: string) => text.replace(/(ATTENDEE[\s\S]*?\r\n)(?=\S)/, '$1$1')],
  ['an answer that is asked for', (text: string) => text.replace('RSVP=FALSE', 'RSVP=TRUE')],
  ['a status that is not the method’s', (text: string) => text.replace('CONFIRMED', 'CANCELLED')],
  ['no SEQUENCE', (text: string) => text.replace('SEQUENCE:7\r\n', '')],
])('the reader of messages refuses %s', (_, broken) => {
  expect(broken(write())).not.toBe(write());
  expect(() => readCalendarMessage(Buffer.from(broken(write())))).toThrow();
});
