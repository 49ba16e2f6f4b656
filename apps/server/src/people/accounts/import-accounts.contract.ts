import { z } from 'zod';
import { ImportedHash } from '../../identity/passwords/passwords.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { Address, FullName } from './accounts.contract.ts';

export const MOST_IMPORTED_AT_ONCE = 500;

export const ImportedAccount = z
  .object({
    address: Address.describe('Counts as confirmed.'),
    fullName: FullName,
    locale: Locale.optional().describe('Left out: en.'),
    passwordHash: ImportedHash.optional().describe(
      'argon2id or bcrypt, as the other system kept it; made anew at the first sign-in.',
    ),
  })
  .meta({ id: 'ImportedAccount' });
export type ImportedAccount = z.infer<typeof ImportedAccount>;

export const ImportAccountsInput = z
  .object({ accounts: z.array(ImportedAccount).min(1).max(MOST_IMPORTED_AT_ONCE) })
  .meta({ id: 'ImportAccountsInput', description: 'One wrong row refuses them all, and is named.' });
export type ImportAccountsInput = z.infer<typeof ImportAccountsInput>;

export const SkippedAccount = z
  .object({ index: z.int().describe('Which row, from 0.'), address: z.string() })
  .meta({ id: 'SkippedAccount' });

export const ImportedAccounts = z
  .object({
    imported: z.int(),
    skipped: z
      .array(SkippedAccount)
      .describe('Rows whose address has an account already; it stays as it is.'),
  })
  .meta({ id: 'ImportedAccounts' });
export type ImportedAccounts = z.infer<typeof ImportedAccounts>;
