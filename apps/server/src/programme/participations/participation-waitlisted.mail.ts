import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { eventFacts, eventLink, greeting, readWantedAttendance } from './attendance-mail.ts';
import { readWaitlistPlace } from './read-attendance.ts';

export const participationWaitlisted = declareMail({
  kind: 'participation-waitlisted',
  lane: 'bulk',
  payload: z.object({ participationId: z.uuid() }),
  async read(ctx, { participationId }) {
    const attendance = await readWantedAttendance(ctx, participationId, ['waitlisted']);
    if (attendance instanceof NotWanted) return attendance;
    const number = attendance.waitlistNumber ?? 0;
    return { ...attendance, place: await readWaitlistPlace(ctx, attendance.event.id, number) };
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.participationWaitlisted;
    return {
      subject: subject(attendance.event.name),
      preheader: preheader(attendance.place),
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(text(attendance.event.name, attendance.place)),
        eventFacts(attendance, letter),
        button(words.seeEvent, eventLink(attendance, letter)),
        note(words.leaveWaitlist),
      ],
    };
  },
});
