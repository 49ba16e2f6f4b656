import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';
import { Code } from '../codes/codes.contract.ts';
import { Password } from '../passwords/passwords.contract.ts';
import { Deliver, SessionTokens } from '../sessions/sessions.contract.ts';
import { SecondFactorStep, Ticket } from '../sign-in-tickets/sign-in-tickets.contract.ts';

export const StartRecoveryInput = z
  .object({
    address: Address.describe('Where the code and the link are sent.'),
    locale: Locale.default('en').describe('The language of the mail when the address has no account.'),
  })
  .meta({ id: 'StartRecoveryInput' });
export type StartRecoveryInput = z.infer<typeof StartRecoveryInput>;

export const RedeemRecoveryInput = z
  .object({
    ticket: z.uuid().describe('As answered when the code was asked for, or from the link in the mail.'),
    code: Code.describe('The eight digits from the mail.'),
  })
  .meta({ id: 'RedeemRecoveryInput' });
export type RedeemRecoveryInput = z.infer<typeof RedeemRecoveryInput>;

export const RecoveryStep = z
  .object({
    ticket: z
      .string()
      .describe('Finishes the recovery, once nothing is owed. Keep it as secret as a password.'),
    expiresAt: z.date().describe('When the ticket ends: ten minutes after the code was redeemed.'),
    secondFactor: SecondFactorStep.nullable().describe(
      'What has to be shown before, with the same ticket; null when nothing is owed.',
    ),
  })
  .meta({ id: 'RecoveryStep' });
export type RecoveryStep = z.infer<typeof RecoveryStep>;

export const FinishRecoveryInput = z
  .object({
    ticket: Ticket,
    password: Password.optional().describe(
      'The new password. Left out, the account has none afterwards, except where the mailed code is its second factor and the password alone stands beside it.',
    ),
    deliver: Deliver,
  })
  .meta({ id: 'FinishRecoveryInput' });
export type FinishRecoveryInput = z.infer<typeof FinishRecoveryInput>;

export const FinishedRecovery = z
  .object({ session: SessionTokens.describe('Every other session of the account has been ended.') })
  .meta({ id: 'FinishedRecovery' });
export type FinishedRecovery = z.infer<typeof FinishedRecovery>;

export const SECOND_FACTOR_REQUIRED = declareFault(
  'SECOND_FACTOR_REQUIRED',
  'FORBIDDEN',
  'Show the second factor of the account first.',
);
