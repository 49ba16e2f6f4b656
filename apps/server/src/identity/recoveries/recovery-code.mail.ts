import { z } from 'zod';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, code, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { whyCodeIsUseless } from '../codes/why-code-is-useless.ts';
import { whereaboutsFacts } from '../sessions/whereabouts-facts.ts';

export const recoveryCodeMail = declareMail({
  kind: 'recovery-code',
  lane: 'prompt',
  isSecret: true,
  payload: Whereabouts.extend({
    ticket: z.uuid(),
    code: z.string(),
  }),
  read: async (ctx, payload) => (await whyCodeIsUseless(ctx, payload.ticket)) ?? payload,
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, action, notYou } = words.recoveryCode;
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(text),
        code(props.code),
        button(action, link(`/reset-password?ticket=${props.ticket}&code=${props.code}&lang=${locale}`)),
        paragraph(words.codeLasts),
        whereaboutsFacts(props, locale),
        note(notYou),
      ],
    };
  },
});
