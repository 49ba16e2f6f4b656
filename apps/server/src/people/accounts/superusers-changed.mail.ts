import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName, oneLine } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';

/** Goes to all other superusers when one is made, or is one no longer: nobody becomes one unseen. */
export const superusersChangedMail = declareMail({
  kind: 'superusers-changed',
  lane: 'prompt',
  payload: z.object({
    fullName: z.string().describe('Of whom it goes to.'),
    subjectId: z.uuid(),
    subjectName: z.string(),
    subjectAddress: z.string(),
    change: z.enum(['made', 'unmade']),
  }),
  notice: {
    topic: 'security',
    keep: ({ subjectId, subjectName, subjectAddress, change }) => ({
      subjectId,
      subjectName,
      subjectAddress,
      change,
    }),
    write({ kept, locale }) {
      const words = wordsIn(locale).account.superusersChanged;
      const { subject, text } = words[kept.change];
      const name = oneLine(kept.subjectName);
      return {
        title: subject(name),
        content: text(name, kept.subjectAddress),
        action: { label: words.action, href: `/staff/people/${kept.subjectId}` },
      };
    },
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { preheader, advice, action } = words.account.superusersChanged;
    const { subject, text } = words.account.superusersChanged[props.change];
    const name = oneLine(props.subjectName);
    return {
      subject: subject(name),
      preheader,
      heading: subject(name),
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text(name, props.subjectAddress)),
        note(advice),
        button(action, link(`/staff/people/${props.subjectId}`)),
      ],
    };
  },
});
