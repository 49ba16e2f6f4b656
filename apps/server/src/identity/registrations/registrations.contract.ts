import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { About, Address, FullName, Organisation, TimeZone } from '../../people/accounts/accounts.contract.ts';
import { Password } from '../passwords/passwords.contract.ts';
import { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';

export const StartRegistrationInput = z
  .object({
    address: Address.describe('Where the eight-digit code is sent.'),
    fullName: FullName.describe('One line, at most 120 characters.'),
    locale: Locale.default('en').describe('The language of the mails.'),
    organisation: Organisation.optional().describe('One line, at most 120 characters.'),
    about: About.optional().describe('What the person says of themselves, at most 500 characters.'),
    timeZone: TimeZone.optional().describe('IANA, such as Europe/Berlin; left out: as on each device.'),
    password: Password.optional().describe(
      'For signing in without a mail later on. It becomes the password of a new account and of no other.',
    ),
    enrolmentToken: z
      .string()
      .max(200)
      .optional()
      .describe('The token of a one-time link that makes this account the first superuser.'),
    secondFactor: z
      .enum(['none', 'mail-code', 'totp'])
      .optional()
      .describe(
        'What signing in is to ask for besides. mail-code wants a password. totp says that an app follows: ' +
          'secondFactors.startTotp and confirmTotp in the session that begins; until then a mailed code is asked for ' +
          'beside the password, if there is one.',
      ),
  })
  .meta({ id: 'StartRegistrationInput' });
export type StartRegistrationInput = z.infer<typeof StartRegistrationInput>;

/** What a new account says of itself, as it waits in the intent of a code. */
export const IntendedProfile = StartRegistrationInput.pick({
  fullName: true,
  locale: true,
  organisation: true,
  about: true,
  timeZone: true,
});

export const RegistrationOutcome = z
  .object({
    ...SignInOutcome.shape,
    recoveryCodes: z
      .array(z.string())
      .nullable()
      .describe('For when the second factor is lost, shown this once; null without a second factor.'),
  })
  .meta({ id: 'RegistrationOutcome', description: 'A sign-in, and what comes with a first second factor.' });
export type RegistrationOutcome = z.infer<typeof RegistrationOutcome>;

export const SECOND_FACTOR_WANTS_PASSWORD = declareFault(
  'SECOND_FACTOR_WANTS_PASSWORD',
  'BAD_REQUEST',
  'A mailed code is a second factor beside a password alone. Choose a password as well.',
);
export const ENROLMENT_INVALID = declareFault(
  'ENROLMENT_INVALID',
  'BAD_REQUEST',
  'This one-time link has been used or has run out. Ask for a new one with `foyer superuser create`.',
);
