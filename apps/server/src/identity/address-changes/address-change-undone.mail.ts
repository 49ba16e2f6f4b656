import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to the address that the account had for a while. */
export const addressChangeUndoneMail = declareMail({
  kind: 'address-change-undone',
  lane: 'prompt',
  payload: z.object({ fullName: z.string() }),
  notice: {
    topic: 'security',
    keep: () => ({}),
    write({ locale }) {
      const { subject, preheader } = wordsIn(locale).addressChangeUndone;
      return { title: subject, content: preheader, action: null };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, advice, action } = words.addressChangeUndone;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        paragraph(advice),
        button(action, link('/sign-in')),
      ],
    };
  },
});
