import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, facts, note, paragraph } from '../../messaging/mails/mail-content.ts';
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

const Payload = z.object({
  eventId: z.uuid(),
  participationId: z.uuid(),
  formerName: z.string().optional().describe('What it was called before, if that has changed.'),
  formerPlace: z.string().optional().describe('Where it was to be before, if that has changed.'),
  hasNewClock: z.boolean().optional().describe('The rules of its time zone have changed, and nothing else.'),
});

/** Another name or place, or another clock, told to those with a seat, whose calendars have to follow. */
export const eventChangedMail = declareMail({
  kind: 'event-changed',
  lane: 'bulk',
  payload: Payload,
  notice: eventNotice<z.infer<typeof Payload>>('events', (event, { kept, locale }) => {
    const words = wordsIn(locale);
    const { subject, formerName, formerPlace } = words.eventChanged;
    const former = [
      kept.formerName && `${formerName}: ${kept.formerName}`,
      kept.formerPlace && `${formerPlace}: ${kept.formerPlace}`,
    ];
    return {
      title: subject(event.name),
      content: [noticedStart(event, locale), ...former].filter(Boolean).join('\n'),
      action: toEvent(event, words.seeEvent),
    };
  }),
  async read(ctx, { participationId, ...former }) {
    const attendance = await readWantedAttendance(ctx, participationId, ['going']);
    if (attendance instanceof NotWanted) return attendance;
    return { ...attendance, ...former, calendar: requestFor(ctx, attendance) };
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, heading, text, newClock, formerName, formerPlace } = words.eventChanged;
    const { event } = attendance;
    return {
      subject: subject(event.name),
      preheader: startOf(attendance, letter),
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(attendance.hasNewClock ? newClock(event.name) : text(event.name)),
        eventFacts(attendance, letter),
        facts([
          [formerName, attendance.formerName],
          [formerPlace, attendance.formerPlace],
        ]),
        button(words.seeEvent, eventLink(attendance, letter)),
        note(words.cannotCome),
      ],
      calendar: attendance.calendar,
    };
  },
});
