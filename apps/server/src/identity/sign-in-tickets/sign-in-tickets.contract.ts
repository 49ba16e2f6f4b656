import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { SessionTokens } from '../sessions/sessions.contract.ts';

export const SecondFactorKind = z
  .enum(['passkey', 'totp', 'webhook-code', 'mail-code', 'password', 'recovery-code'])
  .meta({
    id: 'SecondFactorKind',
    description:
      'What can be shown after the first factor: a passkey, the six digits of an authenticator app, a code that is delivered to a webhook or by mail, the password after a mailed code, or a recovery code.',
  });
export type SecondFactorKind = z.infer<typeof SecondFactorKind>;

export const SecondFactorStep = z
  .object({
    ticket: z
      .string()
      .describe('Opens the second step and nothing else; it is no session. Keep it as secret as a password.'),
    expiresAt: z.date().describe('When the ticket ends: ten minutes after the first factor.'),
    factors: z.array(SecondFactorKind).describe('What the account can show, the strongest first.'),
  })
  .meta({ id: 'SecondFactorStep', description: 'The second factor that is still owed.' });
export type SecondFactorStep = z.infer<typeof SecondFactorStep>;

export const SignInOutcome = z
  .object({
    session: SessionTokens.nullable().describe('Null as long as a second factor is owed.'),
    secondFactor: SecondFactorStep.nullable().describe(
      'What is still owed; null when somebody is signed in.',
    ),
  })
  .meta({
    id: 'SignInOutcome',
    description:
      'Either somebody is signed in, or they owe a second factor: exactly one of the two is there.',
  });
export type SignInOutcome = z.infer<typeof SignInOutcome>;

export const Ticket = z.string().max(200).describe('As answered after the first factor.');

export const TICKET_INVALID = declareFault(
  'TICKET_INVALID',
  'UNAUTHORIZED',
  'This attempt is over: it took longer than ten minutes, or has been used. Begin again.',
);
