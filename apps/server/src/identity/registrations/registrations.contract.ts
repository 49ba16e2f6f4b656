import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { Address, FullName } from '../../people/accounts/accounts.contract.ts';
import { Password } from '../passwords/passwords.contract.ts';

export const StartRegistrationInput = z
  .object({
    address: Address.describe('Where the eight-digit code is sent.'),
    fullName: FullName.describe('One line, at most 120 characters.'),
    locale: Locale.default('en').describe('The language of the mails.'),
    password: Password.optional().describe(
      'For signing in without a mail later on. It becomes the password of a new account and of no other.',
    ),
    enrolmentToken: z
      .string()
      .max(200)
      .optional()
      .describe('The token of a one-time link that makes this account the first superuser.'),
  })
  .meta({ id: 'StartRegistrationInput' });
export type StartRegistrationInput = z.infer<typeof StartRegistrationInput>;

export const ENROLMENT_INVALID = declareFault(
  'ENROLMENT_INVALID',
  'BAD_REQUEST',
  'This one-time link has been used or has run out. Ask for a new one with `foyer superuser create`.',
);
