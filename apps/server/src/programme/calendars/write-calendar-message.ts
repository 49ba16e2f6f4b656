import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventTransparency,
} from 'ical-generator';
import type { Config } from '../../kernel/config.ts';
import { senderAddress } from '../../kernel/mailer/sender-address.ts';
import type { CalendarPart } from '../../messaging/mails/mail-content.ts';
import { oneLine } from '../../messaging/mails/people-and-times.ts';
import { type CalendarEvent, componentOf, PRODUCT } from './write-calendar.ts';

export type Attendee = { address: string; fullName: string };

/**
 * What a mail tells the calendar of one attendee (RFC 5546): that they have a seat at this, or no longer. It names
 * them and the organiser, the address that every mail comes from, and nobody else. No answer is asked for: seats are
 * taken and given up here, and what a calendar sends back is read by nobody.
 */
export function writeCalendarMessage(
  config: Pick<Config, 'PUBLIC_URL' | 'MAIL_FROM'>,
  told: { method: CalendarPart['method']; event: CalendarEvent; attendee: Attendee; at: Date },
): CalendarPart {
  const { method, attendee, at } = told;
  const event = { ...told.event, isCancelled: method === 'CANCEL' };
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod[method] });
  calendar.createEvent({
    ...componentOf(config, event),
    stamp: at,
    transparency: ICalEventTransparency.OPAQUE,
    organizer: { name: 'Foyer', email: senderAddress(config.MAIL_FROM) },
    attendees: [
      {
        email: attendee.address,
        name: oneLine(attendee.fullName) || attendee.address,
        role: ICalAttendeeRole.REQ,
        rsvp: false,
        ...(method === 'REQUEST' && { status: ICalAttendeeStatus.ACCEPTED }),
      },
    ],
  });
  return { method, text: `${calendar.toString()}\r\n` };
}
