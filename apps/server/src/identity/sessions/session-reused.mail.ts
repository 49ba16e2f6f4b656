import { z } from 'zod';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { deviceIn } from './device-in.ts';
import { whereaboutsFacts } from './whereabouts-facts.ts';

export const sessionReusedMail = declareMail({
  kind: 'session-reused',
  lane: 'prompt',
  payload: Whereabouts.extend({
    fullName: z.string(),
    at: z.iso.datetime().describe('When.'),
  }),
  notice: {
    topic: 'security',
    keep: ({ userAgent }) => ({ userAgent }),
    write({ kept, locale }) {
      const words = wordsIn(locale);
      const { subject, text, action } = words.sessionReused;
      return {
        title: subject,
        content: `${text} ${deviceIn(locale, kept.userAgent)}`,
        action: { label: action, href: '/account/sessions' },
      };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, advice, action } = words.sessionReused;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        whereaboutsFacts(props, locale),
        paragraph(advice),
        button(action, link('/account/sessions')),
      ],
    };
  },
});
