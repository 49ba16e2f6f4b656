import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** The first mail to an account that is there: what it can do next, and how it is kept safe. */
export const welcomeMail = declareMail({
  kind: 'welcome',
  lane: 'prompt',
  payload: z.object({ fullName: z.string() }),
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, action, safety } = words.welcome;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        button(action, link('/')),
        note(safety),
      ],
    };
  },
});
