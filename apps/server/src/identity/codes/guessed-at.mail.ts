import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to the owner when somebody has been wrong again and again; nobody got in by it. */
export const guessedAtMail = declareMail({
  kind: 'guessed-at',
  lane: 'prompt',
  payload: z.object({ fullName: z.string() }),
  notice: {
    topic: 'security',
    keep: () => ({}),
    write({ locale }) {
      const { subject, text, action } = wordsIn(locale).account.guessedAt;
      return { title: subject, content: text, action: { label: action, href: '/account/security' } };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, text, advice, action } = words.account.guessedAt;
    return {
      subject,
      preheader,
      heading: subject,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        note(advice),
        button(action, link('/account/security')),
      ],
    };
  },
});
