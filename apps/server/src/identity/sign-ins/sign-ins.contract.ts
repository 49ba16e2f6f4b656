import { z } from 'zod';
import { Locale } from '../../kernel/locale.contract.ts';
import { Address } from '../../people/accounts/accounts.contract.ts';

export const RequestSignInCodeInput = z
  .object({
    address: Address.describe('Where the eight-digit code is sent.'),
    locale: Locale.default('en').describe('The language of the mail when the address has no account.'),
  })
  .meta({ id: 'RequestSignInCodeInput' });
export type RequestSignInCodeInput = z.infer<typeof RequestSignInCodeInput>;

export const StartPasskeySignInInput = z
  .object({
    address: Address.optional().describe(
      'Whose passkeys the browser offers; left out, it offers all that it has for this site.',
    ),
  })
  .meta({ id: 'StartPasskeySignInInput' });
export type StartPasskeySignInInput = z.infer<typeof StartPasskeySignInInput>;
