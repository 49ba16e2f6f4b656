import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName, longTime, oneLine } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to the owner of a key a week before it runs out, so that the tool that has it does not stop unawares. */
export const apiKeyEndsMail = declareMail({
  kind: 'api-key-ends',
  lane: 'bulk',
  payload: z.object({ fullName: z.string(), keyName: z.string(), at: z.iso.datetime() }),
  notice: {
    topic: 'security',
    keep: ({ keyName, at }) => ({ keyName, at }),
    write({ kept, locale }) {
      const { subject, text, action } = wordsIn(locale).account.apiKeyEnds;
      const name = oneLine(kept.keyName);
      const when = longTime({ from: new Date(kept.at), timeZone: 'UTC' }, locale);
      return {
        title: subject(name),
        content: text(name, when),
        action: { label: action, href: '/account/keys' },
      };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, text, action } = words.account.apiKeyEnds;
    const when = longTime({ from: new Date(props.at), timeZone: 'UTC' }, locale);
    return {
      subject: subject(oneLine(props.keyName)),
      preheader: preheader(when),
      heading: subject(oneLine(props.keyName)),
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text(oneLine(props.keyName), when)),
        button(action, link('/account/keys')),
      ],
    };
  },
});
