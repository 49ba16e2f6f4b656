import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

const Kind = z.string().min(1).max(60);

const State = z
  .enum(['unknown', 'failed'])
  .describe('`unknown`: it may have been sent. `failed`: it was refused for good, or tried too often.');

export const UndeliveredMail = z
  .object({
    id: z.uuid(),
    state: State,
    kind: z.string().describe('Such as `event-reminder`.'),
    lane: z.enum(['prompt', 'bulk']),
    recipient: z.string(),
    messageId: z.string().describe('Its Message-ID: look for it in the log of the relay.'),
    tries: z.int(),
    dueAt: z.date(),
    createdAt: z.date(),
    outcome: z.string().nullable().describe('The last that was heard of it.'),
    canBeSentAgain: z
      .boolean()
      .describe(
        'False for a refused one that carried a code: what it carried is gone. A new one can be asked for.',
      ),
  })
  .meta({
    id: 'UndeliveredMail',
    description:
      'A mail that wants somebody: its body was on its way when the answer of the relay was lost, or it was refused.',
  });
export type UndeliveredMail = z.infer<typeof UndeliveredMail>;

export const ListUndeliveredMailsInput = z
  .object({
    ...pageInput,
    state: State.default('unknown'),
    kind: Kind.optional().describe('Left out: every kind.'),
  })
  .meta({ id: 'ListUndeliveredMailsInput' });
export type ListUndeliveredMailsInput = z.infer<typeof ListUndeliveredMailsInput>;

export const UndeliveredMailPage = z
  .object({ items: z.array(UndeliveredMail), nextCursor })
  .meta({ id: 'UndeliveredMailPage' });
export type UndeliveredMailPage = z.infer<typeof UndeliveredMailPage>;

const OUTCOME_UNFIT = declareProblem(
  'outcome-unfit',
  'Unknown mails are `sent` or sent again, failed ones `given-up` or sent again.',
);

export const ResolveUndeliveredMailsInput = z
  .object({
    state: State.default('unknown'),
    as: z
      .enum(['sent', 'send-again', 'given-up'])
      .describe(
        '`sent`: an unknown one has arrived. `send-again`: it has not, or a second one does no harm. `given-up`: a failed one is not to be shown any more.',
      ),
    ids: z.array(z.uuid()).min(1).max(500).optional().describe('These. Left out: all that are meant below.'),
    kind: Kind.optional().describe('Only of this kind.'),
    createdBefore: instantInput.optional().describe('Only what was posted before this.'),
  })
  .refine(({ state, as }) => as === 'send-again' || as === (state === 'unknown' ? 'sent' : 'given-up'), {
    path: ['as'],
    error: OUTCOME_UNFIT.text,
  })
  .meta({
    id: 'ResolveUndeliveredMailsInput',
    description: 'What has become of mails, or shall become of them; 500 at most in one call.',
  });
export type ResolveUndeliveredMailsInput = z.infer<typeof ResolveUndeliveredMailsInput>;

export const ResolvedMails = z
  .object({ resolved: z.int(), left: z.int().describe('Of those that were meant, still as they were.') })
  .meta({ id: 'ResolvedMails' });
export type ResolvedMails = z.infer<typeof ResolvedMails>;
