import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to an address without an account: the answer to the one who tried is the same as with one. */
export const recoveryUnknownMail = declareMail({
  kind: 'recovery-unknown',
  lane: 'prompt',
  payload: z.object({}),
  write(_, { locale, link }) {
    const { subject, preheader, heading, text, action, notYou } = wordsIn(locale).recoveryUnknown;
    return {
      subject,
      preheader,
      heading,
      blocks: [paragraph(text), button(action, link('/sign-up')), note(notYou)],
    };
  },
});
