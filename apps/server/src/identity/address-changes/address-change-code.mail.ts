import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, code, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { whyCodeIsUseless } from '../codes/why-code-is-useless.ts';

/** Goes to the new address. It may be a stranger's by mistake: it says nothing of where the change was asked for. */
export const addressChangeCodeMail = declareMail({
  kind: 'address-change-code',
  lane: 'prompt',
  isSecret: true,
  payload: z.object({ ticket: z.uuid(), code: z.string(), fullName: z.string() }),
  read: async (ctx, payload) => (await whyCodeIsUseless(ctx, payload.ticket)) ?? payload,
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, orLink, action, notYou } = words.addressChangeCode;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        code(props.code),
        paragraph(words.codeLasts),
        paragraph(orLink),
        button(action, link(`/confirm-address?ticket=${props.ticket}&code=${props.code}&lang=${locale}`)),
        note(notYou),
      ],
    };
  },
});
