import { z } from 'zod';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { code, note, paragraph } from '../../messaging/mails/mail-content.ts';
import type { Words } from '../../messaging/words/en.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { whereaboutsFacts } from '../sessions/whereabouts-facts.ts';
import { whyCodeIsUseless } from './why-code-is-useless.ts';

/** A mail that carries a code to somebody who has an account, and says from where it was asked for. */
export function declareCodeMail(kind: string, wordsOf: (words: Words) => Words['signInCode']) {
  return declareMail({
    kind,
    lane: 'prompt',
    isSecret: true,
    payload: Whereabouts.extend({
      ticket: z.uuid(),
      code: z.string(),
    }),
    read: async (ctx, payload) => (await whyCodeIsUseless(ctx, payload.ticket)) ?? payload,
    write(props, { locale }) {
      const words = wordsIn(locale);
      const { subject, preheader, heading, text, notYou } = wordsOf(words);
      return {
        subject,
        preheader,
        heading,
        blocks: [
          paragraph(text),
          code(props.code),
          paragraph(words.codeLasts),
          whereaboutsFacts(props, locale),
          note(notYou),
        ],
      };
    },
  });
}
