import { z } from 'zod';
import { instantInput } from '../../kernel/instant.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

const Kind = z.string().min(1).max(60);

export const UnknownMail = z
  .object({
    id: z.uuid(),
    kind: z.string().describe('Such as `event-reminder`.'),
    lane: z.enum(['prompt', 'bulk']),
    recipient: z.string(),
    messageId: z.string().describe('Its Message-ID: look for it in the log of the relay.'),
    tries: z.int(),
    dueAt: z.date(),
    createdAt: z.date(),
    outcome: z.string().nullable().describe('The last that was heard of it.'),
  })
  .meta({
    id: 'UnknownMail',
    description:
      'A mail whose body was on its way when the answer of the relay was lost: it may have been sent.',
  });
export type UnknownMail = z.infer<typeof UnknownMail>;

export const ListUnknownMailsInput = z
  .object({ ...pageInput, kind: Kind.optional().describe('Left out: every kind.') })
  .meta({ id: 'ListUnknownMailsInput' });
export type ListUnknownMailsInput = z.infer<typeof ListUnknownMailsInput>;

export const UnknownMailPage = z
  .object({ items: z.array(UnknownMail), nextCursor })
  .meta({ id: 'UnknownMailPage' });
export type UnknownMailPage = z.infer<typeof UnknownMailPage>;

export const ResolveUnknownMailsInput = z
  .object({
    as: z
      .enum(['sent', 'send-again'])
      .describe('`sent`: it has arrived. `send-again`: it has not, or a second one does no harm.'),
    ids: z.array(z.uuid()).min(1).max(500).optional().describe('These. Left out: all that are meant below.'),
    kind: Kind.optional().describe('Only of this kind.'),
    createdBefore: instantInput.optional().describe('Only what was posted before this.'),
  })
  .meta({
    id: 'ResolveUnknownMailsInput',
    description: 'What has become of unknown mails; 500 at most in one call.',
  });
export type ResolveUnknownMailsInput = z.infer<typeof ResolveUnknownMailsInput>;

export const ResolvedMails = z
  .object({ resolved: z.int(), left: z.int().describe('Of those that were meant, still unknown.') })
  .meta({ id: 'ResolvedMails' });
export type ResolvedMails = z.infer<typeof ResolvedMails>;
