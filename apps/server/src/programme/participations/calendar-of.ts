import type { Context } from '../../kernel/context.ts';
import type { CalendarPart } from '../../messaging/mails/mail-content.ts';
import { seatIdentity } from '../calendars/calendar-identity.ts';
import { writeCalendarMessage } from '../calendars/write-calendar-message.ts';
import type { Attendance } from './read-attendance.ts';

/** What the calendar of somebody with a seat is told. Nobody else's is: who waits has nothing to keep a time for. */
export function requestFor(ctx: Context, attendance: Attendance): CalendarPart | null {
  const hasSeat = attendance.state === 'going' && attendance.event.status === 'published';
  return hasSeat ? messageOf(ctx, 'REQUEST', attendance) : null;
}

/** Takes back what the calendar of somebody was told who had a seat. */
export function cancellationFor(ctx: Context, attendance: Attendance): CalendarPart {
  return messageOf(ctx, 'CANCEL', attendance);
}

/** As things stand now, with the SEQUENCE of now: a mail that is composed late does not go back. */
function messageOf(ctx: Context, method: CalendarPart['method'], attendance: Attendance): CalendarPart {
  const { participationId, seatChanges, event } = attendance;
  return writeCalendarMessage(ctx.config, {
    method,
    attendee: attendance,
    at: ctx.clock.now(),
    event: {
      ...seatIdentity({ participationId, seatChanges, eventVersion: event.version }),
      ...event,
      eventId: event.id,
      isCancelled: false,
      description: event.description === '' ? event.shortDescription : event.description,
      updatedAt: new Date(Math.max(+event.changedAt, +attendance.movedAt)),
    },
  });
}
