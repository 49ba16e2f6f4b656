import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { eventNotice } from '../../messaging/notifications/notice.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import {
  eventFacts,
  eventLink,
  greeting,
  noticedStart,
  readWantedAttendance,
  startOf,
  toEvent,
} from '../participations/attendance-mail.ts';
import { requestFor } from '../participations/calendar-of.ts';

const STILL_IN = ['invited', 'requested', 'waitlisted', 'offered', 'going'] as const;

export const eventRescheduledMail = declareMail({
  kind: 'event-rescheduled',
  lane: 'bulk',
  payload: z.object({
    eventId: z.uuid(),
    participationId: z.uuid(),
    startedAt: z.iso.datetime().optional().describe('When it was to start before.'),
  }),
  notice: eventNotice('events', (event, { locale }) => {
    const words = wordsIn(locale);
    const { subject, preheader } = words.eventRescheduled;
    return {
      title: subject(event.name),
      content: preheader(noticedStart(event, locale)),
      action: toEvent(event, words.seeEvent),
    };
  }),
  async read(ctx, { participationId, startedAt }) {
    const attendance = await readWantedAttendance(ctx, participationId, STILL_IN);
    if (attendance instanceof NotWanted) return attendance;
    return { ...attendance, startedAt, calendar: requestFor(ctx, attendance) };
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.eventRescheduled;
    const { event, startedAt } = attendance;
    return {
      subject: subject(event.name),
      preheader: preheader(startOf(attendance, letter)),
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(text(event.name)),
        eventFacts(attendance, letter, startedAt === undefined ? null : new Date(startedAt)),
        button(words.seeEvent, eventLink(attendance, letter)),
        ...(attendance.state === 'going' ? [note(words.cannotCome)] : []),
        ...(attendance.state === 'waitlisted' ? [note(words.leaveWaitlist)] : []),
      ],
      calendar: attendance.calendar,
    };
  },
});
