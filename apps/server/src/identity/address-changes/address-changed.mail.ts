import { z } from 'zod';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { whereaboutsFacts } from '../sessions/whereabouts-facts.ts';

/** Goes to the old address, with the link that takes it back. It does not name the new one: the old mailbox may be lost. */
export const addressChangedMail = declareMail({
  kind: 'address-changed',
  lane: 'prompt',
  isSecret: true,
  payload: Whereabouts.extend({
    fullName: z.string(),
    at: z.iso.datetime(),
    token: z.string().describe('Of the link that puts the old address back.'),
  }),
  notice: {
    topic: 'security',
    keep: () => ({}),
    write({ locale }) {
      const words = wordsIn(locale);
      const action = { label: words.sessionReused.action, href: '/account/sessions' };
      return { title: words.addressChanged.subject, content: words.addressChanged.preheader, action };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, advice, action, lasts } = words.addressChanged;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        whereaboutsFacts(props, locale),
        paragraph(advice),
        button(action, link(`/undo-address?token=${props.token}&lang=${locale}`)),
        note(lasts),
      ],
    };
  },
});
