import { z } from 'zod';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { deviceIn } from '../sessions/device-in.ts';
import { whereaboutsFacts } from '../sessions/whereabouts-facts.ts';
import { SECURITY_EVENTS } from './security-notices.contract.ts';

/** Goes to the owner after every change of what signs them in, and after a sign-in from a new device. */
export const securityNoticeMail = declareMail({
  kind: 'security-notice',
  lane: 'prompt',
  isSecret: true,
  payload: Whereabouts.extend({
    event: z.enum(SECURITY_EVENTS),
    fullName: z.string(),
    at: z.iso.datetime(),
    token: z.string().describe('Of the link that undoes what a stranger did.'),
  }),
  notice: {
    topic: 'security',
    keep: ({ event, userAgent }) => ({ event, userAgent }),
    write({ kept, locale }) {
      const words = wordsIn(locale);
      const { subject, text } = words.securityNotice.events[kept.event];
      return {
        title: subject,
        content: kept.userAgent ? `${text}\n${words.device}: ${deviceIn(locale, kept.userAgent)}` : text,
        action: { label: words.sessionReused.action, href: '/account/sessions' },
      };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    // From no device of the owner's: then it was done for them, or to them.
    const isByOthers = props.ipAddress === '';
    const { preheader, advice, action } = isByOthers ? words.securityNotice.byOthers : words.securityNotice;
    const { subject, text } = words.securityNotice.events[props.event];
    return {
      subject,
      preheader,
      heading: subject,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        whereaboutsFacts(props, locale),
        note(advice),
        button(action, link(`/not-me?token=${props.token}&lang=${locale}`)),
      ],
    };
  },
});
