import { z } from 'zod';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, link as linkBlock, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import '../second-factors/second-factors.entity.ts';
import { whereaboutsFacts } from '../sessions/whereabouts-facts.ts';

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

const Secured = Whereabouts.extend({
  accountId: z.uuid(),
  fullName: z.string(),
  at: z.iso.datetime(),
  token: z.string().describe('Of the link that undoes what a stranger did.'),
});

/**
 * The same for whoever has chosen a second factor with the registration: it is the security mail about that as well, and
 * says what signing in asks for when it leaves.
 */
export const securedWelcomeMail = declareMail({
  kind: 'welcome-secured',
  lane: 'prompt',
  isSecret: true,
  payload: Secured,
  async read(ctx, payload) {
    const factors = await sqlOf(ctx.em)
      .selectFrom('second_factor')
      .select('kind')
      .where('account_id', '=', payload.accountId)
      .where('confirmed_at', 'is not', null)
      .orderBy('kind')
      .execute();
    return { ...payload, factors: factors.map(({ kind }) => kind) };
  },
  write(props, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, heading, text, action, asks, factors } = words.welcome;
    const asked = new Intl.ListFormat(locale, { type: 'disjunction' }).format(
      props.factors.map((kind) => factors[kind]),
    );
    return {
      subject,
      preheader,
      heading,
      blocks: [
        paragraph(words.greeting(greetedName(props.fullName))),
        paragraph(text),
        ...(asked === '' ? [] : [paragraph(asks(asked))]),
        button(action, link('/')),
        whereaboutsFacts(props, locale),
        note(words.securityNotice.advice),
        linkBlock(words.securityNotice.action, link(`/not-me?token=${props.token}&lang=${locale}`)),
      ],
    };
  },
});
