import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to whoever has the account: the answer to the one who tried is the same as for an address that is free. */
export const addressInUseMail = declareMail({
  kind: 'address-in-use',
  lane: 'prompt',
  payload: z.object({ fullName: z.string().describe('Of the account that has the address.') }),
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, action, notYou } = words.addressInUse;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        button(action, link('/sign-in')),
        note(notYou),
      ],
    };
  },
});
