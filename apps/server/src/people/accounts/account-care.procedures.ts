import { EndedSessions } from '../../identity/sessions/sessions.contract.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query } from '../../kernel/procedure.ts';
import {
  ACCOUNT_OUT_OF_REACH,
  AccountDetails,
  AccountInput,
  AccountPage,
  AccountSummary,
  DisableAccountInput,
  FACTOR_NEEDED,
  FACTOR_NOT_FOUND,
  LAST_SUPERUSER,
  ListAccountsInput,
  RemoveAccountFactorInput,
  ROLE_OUT_OF_REACH,
  SetRoleInput,
} from './account-care.contract.ts';
import { ACCOUNT_NOT_FOUND } from './accounts.contract.ts';
import { disableAccount, enableAccount } from './disable-account.ts';
import { endAccountSessions, endEverybodysSessions } from './end-account-sessions.ts';
import { getAccount } from './get-account.ts';
import { listAccounts } from './list-accounts.ts';
import { removeAccountFactor } from './remove-account-factor.ts';
import { setRole } from './set-role.ts';

const ofOne = [ACCOUNT_NOT_FOUND, ACCOUNT_OUT_OF_REACH];

/** What staff does for and to the accounts of others. */
export const accountCareProcedures = {
  list: query({
    summary: 'Lists accounts, the newest first, or those whose name or address has a text in it.',
    demands: 'staff',
    rest: 'GET /accounts',
    input: ListAccountsInput,
    output: AccountPage,
    faults: [CURSOR_INVALID],
    run: listAccounts,
  }),
  get: query({
    summary: 'Shows an account, with its factors and how many devices are signed in.',
    demands: 'staff',
    rest: 'GET /accounts/{accountId}',
    input: AccountInput,
    output: AccountDetails,
    faults: [ACCOUNT_NOT_FOUND],
    run: getAccount,
  }),
  disable: mutation({
    summary: 'Closes an account: its sessions end, its API keys are dead, and nobody signs in to it.',
    demands: 'freshStaff',
    rest: 'POST /accounts/{accountId}/disable',
    input: DisableAccountInput,
    output: Nothing,
    faults: [...ofOne, LAST_SUPERUSER],
    run: disableAccount,
  }),
  enable: mutation({
    summary: 'Opens an account again that was closed.',
    demands: 'freshStaff',
    rest: 'POST /accounts/{accountId}/enable',
    input: AccountInput,
    output: Nothing,
    faults: ofOne,
    run: enableAccount,
  }),
  endSessions: mutation({
    summary: 'Signs every device of an account out.',
    demands: 'freshStaff',
    rest: 'POST /accounts/{accountId}/end-sessions',
    input: AccountInput,
    output: EndedSessions,
    faults: ofOne,
    run: endAccountSessions,
  }),
  endEverybodysSessions: mutation({
    summary: 'Signs everybody out, on every device but the one that asks.',
    demands: 'freshSuperuser',
    rest: 'POST /accounts/end-sessions',
    input: Nothing,
    output: EndedSessions,
    run: endEverybodysSessions,
  }),
  removeFactor: mutation({
    summary:
      'Takes a passkey or a second factor off an account that its owner has lost, and tells the owner.',
    demands: 'freshSuperuser',
    rest: 'POST /accounts/{accountId}/remove-factor',
    input: RemoveAccountFactorInput,
    output: Nothing,
    faults: [...ofOne, FACTOR_NOT_FOUND, FACTOR_NEEDED],
    run: removeAccountFactor,
  }),
  setRole: mutation({
    summary: 'Appoints staff and dismisses it, and tells the person. A superuser can step down by it, too.',
    demands: 'freshSuperuser',
    rest: 'POST /accounts/{accountId}/role',
    input: SetRoleInput,
    output: AccountSummary,
    faults: [...ofOne, ROLE_OUT_OF_REACH, LAST_SUPERUSER],
    run: setRole,
  }),
};
