import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Code } from '../codes/codes.contract.ts';
import { PasskeyAssertion } from '../passkeys/passkeys.contract.ts';
import { ShowFactorInput } from '../second-factors/second-factors.contract.ts';
import { SessionTokens } from '../sessions/sessions.contract.ts';
import { SecondFactorStep } from '../sign-in-tickets/sign-in-tickets.contract.ts';

export const ReauthenticationOptions = z
  .object({
    firstFactors: z
      .array(z.enum(['passkey', 'password', 'mail-code']))
      .describe('What this account can begin with, the strongest first.'),
  })
  .meta({ id: 'ReauthenticationOptions' });
export type ReauthenticationOptions = z.infer<typeof ReauthenticationOptions>;

export const ReauthenticationOutcome = z
  .object({
    freshUntil: z
      .date()
      .nullable()
      .describe('Until when this session may do what demands it. Null as long as a second factor is owed.'),
    secondFactor: SecondFactorStep.nullable().describe('What is still owed; null when the session is fresh.'),
    session: SessionTokens.nullable().describe(
      'The tokens of the same session from now on; those before are over. Null as long as a factor is owed.',
    ),
  })
  .meta({
    id: 'ReauthenticationOutcome',
    description: 'Either the session is fresh, or a second factor is owed: exactly one of the two is there.',
  });
export type ReauthenticationOutcome = z.infer<typeof ReauthenticationOutcome>;

const refreshToken = z
  .string()
  .max(200)
  .optional()
  .describe(
    'The refresh token of this session, which is exchanged. Left out by browsers, whose cookie carries it.',
  );

export const ReauthenticateWithCodeInput = z
  .object({
    ticket: z.uuid().describe('As answered when the code was asked for.'),
    code: Code.describe('The eight digits from the mail.'),
    refreshToken,
  })
  .meta({ id: 'ReauthenticateWithCodeInput' });
export type ReauthenticateWithCodeInput = z.infer<typeof ReauthenticateWithCodeInput>;

export const ReauthenticateWithPasswordInput = z
  .object({ password: z.string().min(1).max(1_000), refreshToken })
  .meta({ id: 'ReauthenticateWithPasswordInput' });
export type ReauthenticateWithPasswordInput = z.infer<typeof ReauthenticateWithPasswordInput>;

export const ReauthenticateWithPasskeyInput = z
  .object({
    ceremonyId: z.uuid().describe('As answered when the passkey was asked for.'),
    response: PasskeyAssertion,
    refreshToken,
  })
  .meta({ id: 'ReauthenticateWithPasskeyInput' });
export type ReauthenticateWithPasskeyInput = z.infer<typeof ReauthenticateWithPasskeyInput>;

export const ReauthenticateWithSecondFactorInput = ShowFactorInput.extend({ refreshToken }).meta({
  id: 'ReauthenticateWithSecondFactorInput',
});
export type ReauthenticateWithSecondFactorInput = z.infer<typeof ReauthenticateWithSecondFactorInput>;

export const REFRESH_TOKEN_REQUIRED = declareFault(
  'REFRESH_TOKEN_REQUIRED',
  'BAD_REQUEST',
  'Confirming exchanges the tokens of this session: send its refresh token, or call from a page that has its cookie.',
);
export const PASSWORD_WRONG = declareFault(
  'PASSWORD_WRONG',
  'BAD_REQUEST',
  'This is not the password of the account.',
);
