import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { eventFacts, eventLink, greeting, readWantedAttendance, startOf } from './attendance-mail.ts';

export const participationConfirmedMail = declareMail({
  kind: 'participation-confirmed',
  lane: 'bulk',
  payload: z.object({ participationId: z.uuid() }),
  read: (ctx, { participationId }) => readWantedAttendance(ctx, participationId, ['going']),
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.participationConfirmed;
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
