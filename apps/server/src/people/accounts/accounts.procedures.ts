import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query } from '../../kernel/procedure.ts';
import { Account, UpdateProfileInput } from './accounts.contract.ts';
import { ImportAccountsInput, ImportedAccounts } from './import-accounts.contract.ts';
import { importAccounts } from './import-accounts.ts';
import { readOwnAccount } from './read-own-account.ts';
import { updateProfile } from './update-profile.ts';

/** What people do with their own accounts, and an import. */
export const accountProcedures = {
  me: query({
    summary: 'Says who is signed in.',
    demands: 'signedIn',
    rest: 'GET /accounts/me',
    input: Nothing,
    output: Account,
    run: readOwnAccount,
  }),
  updateProfile: mutation({
    summary: 'Changes the name or the language of the account that is signed in.',
    demands: 'signedIn',
    rest: 'PATCH /accounts/me',
    input: UpdateProfileInput,
    output: Account,
    run: updateProfile,
  }),
  import: mutation({
    summary:
      'Takes over accounts of another system, up to 500 at once, with their password hashes if there are any.',
    demands: 'freshSuperuser',
    rest: 'POST /accounts/import',
    input: ImportAccountsInput,
    output: ImportedAccounts,
    run: importAccounts,
  }),
};
