import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { code, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { whyCodeIsUseless } from '../codes/why-code-is-useless.ts';

export const registrationCodeMail = declareMail({
  kind: 'registration-code',
  lane: 'prompt',
  isSecret: true,
  payload: z.object({ ticket: z.uuid(), code: z.string(), fullName: z.string() }),
  read: async (ctx, payload) => (await whyCodeIsUseless(ctx, payload.ticket)) ?? payload,
  write(props, { locale }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, notYou } = words.registrationCode;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        code(props.code),
        paragraph(words.codeLasts),
        note(notYou),
      ],
    };
  },
});
