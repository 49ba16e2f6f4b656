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

export const eventReminderMail = declareMail({
  kind: 'event-reminder',
  lane: 'bulk',
  topic: 'reminders',
  payload: z.object({ participationId: z.uuid() }),
  notice: eventNotice('reminders', (event, { locale }) => {
    const words = wordsIn(locale);
    const { subject, preheader } = words.eventReminder;
    return {
      title: subject(event.name),
      content: preheader(noticedStart(event, locale)),
      action: toEvent(event, words.seeEvent),
    };
  }),
  async read(ctx, { participationId }) {
    const attendance = await readWantedAttendance(ctx, participationId, ['going']);
    if (attendance instanceof NotWanted) return attendance;
    return attendance.event.startsAt <= ctx.clock.now() ? new NotWanted('the event has begun') : attendance;
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.eventReminder;
    return {
      subject: subject(attendance.event.name),
      preheader: preheader(startOf(attendance, letter)),
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(text(attendance.event.name)),
        eventFacts(attendance, letter),
        button(words.seeEvent, eventLink(attendance, letter)),
        note(words.cannotCome),
      ],
    };
  },
});
