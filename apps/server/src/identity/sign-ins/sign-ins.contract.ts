import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';
import { Password } from '../passwords/passwords.contract.ts';
import { Deliver } from '../sessions/sessions.contract.ts';

export const RequestSignInCodeInput = z
  .object({
    address: Address.describe('Where the eight-digit code is sent.'),
    locale: Locale.default('en').describe('The language of the mail when the address has no account.'),
  })
  .meta({ id: 'RequestSignInCodeInput' });
export type RequestSignInCodeInput = z.infer<typeof RequestSignInCodeInput>;

export const SignInWithPasswordInput = z
  .object({ address: Address, password: Password, deliver: Deliver })
  .meta({ id: 'SignInWithPasswordInput' });
export type SignInWithPasswordInput = z.infer<typeof SignInWithPasswordInput>;

export const CREDENTIALS_WRONG = declareFault(
  'CREDENTIALS_WRONG',
  'BAD_REQUEST',
  'This address and this password do not belong together. Check both, or sign in with a mailed code.',
);
export const CREDENTIALS_WAIT = declareFault(
  'CREDENTIALS_WAIT',
  'TOO_MANY_REQUESTS',
  'Too many wrong passwords for this address. Wait, then try again, or sign in with a mailed code.',
);
export const StartPasskeySignInInput = z
  .object({
    address: Address.optional().describe(
      'Whose passkey alone signs in. The browser offers all that it has for this site either way.',
    ),
  })
  .meta({ id: 'StartPasskeySignInInput' });
export type StartPasskeySignInInput = z.infer<typeof StartPasskeySignInInput>;
