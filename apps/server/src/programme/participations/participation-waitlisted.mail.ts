import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { eventFacts, eventLink, greeting, readWantedAttendance } from './attendance-mail.ts';
import { waitlistPlace } from './waitlist-place.ts';

export const participationWaitlistedMail = declareMail({
  kind: 'participation-waitlisted',
  lane: 'bulk',
  payload: z.object({ participationId: z.uuid() }),
  async read(ctx, { participationId }) {
    const attendance = await readWantedAttendance(ctx, participationId, ['waitlisted']);
    if (attendance instanceof NotWanted) return attendance;
    const place = await waitlistPlace(ctx, attendance.event.id, attendance.waitlistNumber);
    return place === null ? new NotWanted('the person has no place in line') : { ...attendance, place };
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
