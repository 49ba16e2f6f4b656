import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, facts, paragraph } from '../../messaging/mails/mail-content.ts';
import { eventNotice } from '../../messaging/notifications/notice.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { greeting, startOf } from '../participations/attendance-mail.ts';
import { cancellationFor } from '../participations/calendar-of.ts';
import { readAttendance } from '../participations/read-attendance.ts';

export const eventCancelledMail = declareMail({
  kind: 'event-cancelled',
  lane: 'bulk',
  payload: z.object({ eventId: z.uuid(), participationId: z.uuid() }),
  notice: eventNotice('events', (event, { locale }) => {
    const { subject, preheader, action } = wordsIn(locale).eventCancelled;
    return {
      title: subject(event.name),
      content: [preheader, event.cancellationReason].filter(Boolean).join('\n'),
      action: { label: action, href: '/' },
    };
  }),
  async read(ctx, { participationId }) {
    const attendance = await readAttendance(ctx, participationId);
    if (attendance === null) return new NotWanted('the participation is gone');
    if (attendance.isDisabled) return new NotWanted('the account is disabled');
    // It may have been put away since; nothing else brings an event back that was called off.
    if (!['cancelled', 'archived'].includes(attendance.event.status))
      return new NotWanted('the event is not cancelled');
    if (['left', 'declined', 'rejected'].includes(attendance.state))
      return new NotWanted(`the person has state ${attendance.state}`);
    return {
      ...attendance,
      calendar: attendance.state === 'going' ? cancellationFor(ctx, attendance) : null,
    };
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text, action } = words.eventCancelled;
    return {
      subject: subject(attendance.event.name),
      preheader,
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(text(attendance.event.name)),
        facts([
          [words.when, startOf(attendance, letter)],
          [words.reason, attendance.event.cancellationReason],
        ]),
        button(action, letter.link('/')),
      ],
      calendar: attendance.calendar,
    };
  },
});
