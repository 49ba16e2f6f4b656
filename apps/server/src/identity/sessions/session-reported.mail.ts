import { z } from 'zod';
import { declareMail } from '../../messaging/mails/declare-mail.ts';
import { button, facts, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import type { AccountWords } from '../../messaging/words/account.en.ts';
import { wordsIn } from '../../messaging/words/words.ts';

export const TakenBack = z.object({
  apiKeys: z.int(),
  passkeys: z.int(),
  passkeysKept: z.int().default(0).describe('The stranger’s, where they had to stay.'),
  secondFactors: z.int(),
  password: z
    .enum(['untouched', 'removed', 'kept'])
    .describe('`kept`: the stranger’s, where it had to stay.'),
  recoveryCodes: z.int(),
});
export type TakenBack = z.infer<typeof TakenBack>;

/** Goes to the owner after “This was not me”: whoever pressed it may only have found the mail. */
export const sessionReportedMail = declareMail({
  kind: 'session-reported',
  lane: 'prompt',
  payload: z.object({
    fullName: z.string(),
    sessions: z.int().describe('How many were ended.'),
    takenBack: TakenBack,
  }),
  notice: {
    topic: 'security',
    keep: ({ takenBack }) => ({ takenBack }),
    write({ kept, locale }) {
      const words = wordsIn(locale).account.sessionReported;
      const rows = rowsOf(kept.takenBack, words).filter(([, value]) => value !== null);
      return {
        title: words.subject,
        content: [words.text, ...rows.map(([label, value]) => `${label}: ${value}`)].join('\n'),
        action: { label: words.action, href: '/account/sessions' },
      };
    },
  },
  write({ fullName, sessions, takenBack }, { locale, link }) {
    const words = wordsIn(locale);
    const { subject, preheader, text, advice, passkeyKept, passwordKept, action, endedSessions } =
      words.account.sessionReported;
    return {
      subject,
      preheader,
      heading: subject,
      blocks: [
        paragraph(words.greeting(greetedName(fullName))),
        paragraph(text),
        facts([[endedSessions, String(sessions)], ...rowsOf(takenBack, words.account.sessionReported)]),
        ...(takenBack.passkeysKept > 0 ? [paragraph(passkeyKept)] : []),
        ...(takenBack.password === 'kept' ? [paragraph(passwordKept)] : []),
        note(advice),
        button(action, link('/recover')),
      ],
    };
  },
});

export function isAnythingTakenBack(takenBack: TakenBack): boolean {
  const { password, ...counts } = takenBack;
  return password !== 'untouched' || Object.values(counts).some((count) => count > 0);
}

function rowsOf(takenBack: TakenBack, words: AccountWords['sessionReported']) {
  const { apiKeys, passkeys, passkeysKept, secondFactors, password, recoveryCodes } = takenBack;
  const count = (of: number) => (of === 0 ? null : String(of));
  return [
    [words.apiKeys, count(apiKeys)],
    [words.passkeys, count(passkeys)],
    [words.passkeysKept, count(passkeysKept)],
    [words.secondFactors, count(secondFactors)],
    [words.password, password === 'untouched' ? null : words[password]],
    [words.recoveryCodes, count(recoveryCodes)],
  ] as const;
}
