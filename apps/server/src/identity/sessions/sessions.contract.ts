import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { Account } from '../../people/accounts/accounts.contract.ts';

export const Deliver = z
  .enum(['body', 'cookie'])
  .default('body')
  .describe(
    'Where the refresh token goes: into the answer, for tools, or into an HttpOnly cookie, for browsers.',
  );

export const SessionTokens = z
  .object({
    accessToken: z.string().describe('A JWT, sent as `Authorization: Bearer …`.'),
    accessTokenExpiresAt: z.date(),
    refreshToken: z
      .string()
      .nullable()
      .describe('Gives the next pair of tokens, once. Null when it went into the cookie instead.'),
    sessionId: z.uuid(),
    account: Account,
  })
  .meta({ id: 'SessionTokens', description: 'A session that is signed in, or has just been renewed.' });
export type SessionTokens = z.infer<typeof SessionTokens>;

export const RefreshSessionInput = z
  .object({
    refreshToken: z
      .string()
      .max(200)
      .optional()
      .describe('Left out by browsers, whose cookie carries it; the next one then goes into the cookie too.'),
    sentAt: instantInput
      .optional()
      .describe(
        'When this very request is sent, for whoever gives up waiting and sends another: one that then arrives late is not taken for a theft of the token.',
      ),
  })
  .meta({ id: 'RefreshSessionInput' });
export type RefreshSessionInput = z.infer<typeof RefreshSessionInput>;

export const SignOutInput = z
  .object({
    refreshToken: z.string().max(200).optional().describe('Left out by browsers, whose cookie carries it.'),
  })
  .meta({ id: 'SignOutInput' });
export type SignOutInput = z.infer<typeof SignOutInput>;

export const Factor = z
  .enum(['passkey', 'totp', 'webhook-code', 'mail-code', 'password', 'recovery-code'])
  .meta({ id: 'Factor', description: 'What somebody has shown to prove that it is them.' });
export type Factor = z.infer<typeof Factor>;

export const Session = z
  .object({
    id: z.uuid(),
    isCurrent: z.boolean().describe('Whether it is the session that asks.'),
    device: z
      .string()
      .describe('Browser and system, as far as the session told; otherwise `Unknown device`.'),
    ipAddress: z.string(),
    place: z
      .string()
      .nullable()
      .describe('Where that network address is, such as `Berlin, Germany`; null where it is not known.'),
    factors: z
      .array(Factor)
      .describe('What was shown when it was last proved to be its owner, the first factor first.'),
    createdAt: z.date(),
    lastUsedAt: z.date().describe('When it was last renewed.'),
    expiresAt: z.date().describe('When it ends unless it is used before.'),
  })
  .meta({ id: 'Session', description: 'A device that is signed in.' });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ items: z.array(Session) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;

export const EndSessionInput = z.object({ sessionId: z.uuid() }).meta({ id: 'EndSessionInput' });
export type EndSessionInput = z.infer<typeof EndSessionInput>;

export const EndedSessions = z
  .object({ ended: z.int().describe('How many sessions were ended.') })
  .meta({ id: 'EndedSessions' });
export type EndedSessions = z.infer<typeof EndedSessions>;

export const ReportSessionInput = z
  .object({ token: z.string().max(200).describe('From the link `This was not me` in a security mail.') })
  .meta({ id: 'ReportSessionInput' });
export type ReportSessionInput = z.infer<typeof ReportSessionInput>;

export const SESSION_ENDED = declareFault(
  'SESSION_ENDED',
  'UNAUTHORIZED',
  'This session is over. Sign in again.',
);
export const SESSION_NOT_FOUND = declareFault('SESSION_NOT_FOUND', 'NOT_FOUND', 'You have no such session.');
