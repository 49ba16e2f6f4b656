import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import PostalMime from 'postal-mime';
import { type CalendarComponent, onlyOne, readCalendarBytes, textOf } from './read-calendar-bytes.ts';

/** What a mail says to a calendar. */
export type CalendarMessage = {
  method: 'REQUEST' | 'CANCEL';
  uid: string;
  sequence: number;
  stampedAt: Date;
  organizer: string;
  attendee: string;
  status: string;
  summary: string;
  location: string;
  startsAt: Date;
  endsAt: Date;
};

/** What a mail has for a calendar, having been held against RFC 5545, 5546 and 6047; null when it has nothing. */
export async function calendarMessageIn(raw: Buffer): Promise<CalendarMessage | null> {
  const mail = await PostalMime.parse(raw);
  if (!mail.attachments.some((one) => one.mimeType === 'text/calendar')) return null;
  const part = partOf(raw, 'text/calendar');
  if (!partOf(raw, 'application/ics').bytes.equals(part.bytes))
    throw new Error('the file is not what the part is');
  const message = readCalendarMessage(part.bytes);
  // RFC 6047, 2.4: the method of the part is that of the object, and its charset is stated.
  if (
    !/charset="?utf-8/i.test(part.head) ||
    !new RegExp(`method="?${message.method}\\b`, 'i').test(part.head)
  )
    throw new Error(`the part is declared as ${part.head}`);
  // RFC 6047, 2.3: it comes from its organiser.
  if (`mailto:${mail.from?.address}` !== message.organizer)
    throw new Error('the organiser did not send this');
  return message;
}

/** The bytes as they are in the mail: the reader of mails gives texts other line breaks. */
function partOf(raw: Buffer, type: string): { head: string; bytes: Buffer } {
  const found = raw
    .toString('latin1')
    .split(/\r\n--[^\r\n]+\r\n/)
    .map((part) => part.split('\r\n\r\n'))
    .filter(([head = '']) => head.toLowerCase().includes(`content-type: ${type}`));
  const [[head = '', body = ''] = []] = found;
  if (found.length !== 1 || !/^content-transfer-encoding: base64/im.test(head))
    throw new Error(`the mail has not one part of ${type} in base64`);
  return { head, bytes: Buffer.from(body, 'base64') };
}

/** The same of the object alone. */
export function readCalendarMessage(bytes: Buffer): CalendarMessage {
  const calendar = readCalendarBytes(bytes);
  const message = messageOf(calendar);
  expectSameByOthers(bytes.toString('utf8'), message);
  return message;
}

function messageOf(calendar: CalendarComponent): CalendarMessage {
  if (calendar.name !== 'VCALENDAR') throw new Error(`this is a ${calendar.name}`);
  if (onlyOne(calendar, 'VERSION').value !== '2.0') throw new Error('this is of another version');
  onlyOne(calendar, 'PRODID');
  const method = onlyOne(calendar, 'METHOD').value;
  if (method !== 'REQUEST' && method !== 'CANCEL') throw new Error(`nobody asked for a ${method}`);
  const [event, ...others] = calendar.components;
  if (event?.name !== 'VEVENT' || others.length > 0) throw new Error('this is not one event');
  const status = onlyOne(event, 'STATUS').value;
  if (status !== (method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED')) throw new Error(`${method} is ${status}`);
  const attendee = onlyOne(event, 'ATTENDEE');
  if (method === 'REQUEST' && attendee.parameters.get('PARTSTAT') !== 'ACCEPTED')
    throw new Error('whoever has a seat has accepted');
  if (attendee.parameters.get('RSVP') !== 'FALSE') throw new Error('an answer is asked for');
  instantOf(onlyOne(event, 'LAST-MODIFIED').value);
  return {
    method,
    uid: onlyOne(event, 'UID').value,
    sequence: wholeNumber(onlyOne(event, 'SEQUENCE').value),
    stampedAt: instantOf(onlyOne(event, 'DTSTAMP').value),
    organizer: onlyOne(event, 'ORGANIZER').value,
    attendee: attendee.value.replace(/^mailto:/i, ''),
    status,
    summary: textOf(onlyOne(event, 'SUMMARY').value),
    location: textOf(event.properties.find((one) => one.name === 'LOCATION')?.value ?? ''),
    startsAt: instantOf(onlyOne(event, 'DTSTART').value),
    endsAt: instantOf(onlyOne(event, 'DTEND').value),
  };
}

/**
 * Two readers that we did not write find the same. ical.js refuses what is no line or no component and reads values by
 * the type of their property; node-ical refuses next to nothing, but is what many calendars are fed by.
 */
function expectSameByOthers(text: string, message: CalendarMessage): void {
  const component = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(
    component.getFirstSubcomponent('vevent') as InstanceType<typeof ICAL.Component>,
  );
  const byIcal = {
    method: component.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    startsAt: event.startDate.toJSDate(),
    endsAt: event.endDate.toJSDate(),
    attendees: event.attendees.length,
  };
  const { method, uid, sequence, summary, startsAt, endsAt } = message;
  expectSame('ical.js', byIcal, { method, uid, sequence, summary, startsAt, endsAt, attendees: 1 });
  const found = nodeIcal.sync.parseICS(text)[uid] as Record<string, unknown> | undefined;
  expectSame(
    'node-ical',
    { method: found?.method, sequence: Number(found?.sequence), startsAt: new Date(found?.start as Date) },
    { method, sequence, startsAt },
  );
}

function expectSame(reader: string, found: object, expected: object): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${reader} reads ${one}, and we ${other}`);
}

function instantOf(value: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (parts === null) throw new Error(`this is no instant in UTC: ${value}`);
  const [, year, month, day, hour, minute, second] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`this is no whole number: ${value}`);
  return Number(value);
}
