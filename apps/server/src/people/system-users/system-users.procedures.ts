import {
  API_KEY_NOT_FOUND,
  ApiKeyList,
  NewApiKey,
  TOO_MANY_API_KEYS,
} from '../../identity/api-keys/api-keys.contract.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { AccountSummary } from '../accounts/account-care.contract.ts';
import { createSystemUser } from './create-system-user.ts';
import { createSystemUserKey, listSystemUserKeys, revokeSystemUserKey } from './system-user-keys.ts';
import {
  CreateSystemUserInput,
  CreateSystemUserKeyInput,
  RevokeSystemUserKeyInput,
  SYSTEM_USER_DISABLED,
  SYSTEM_USER_NOT_FOUND,
  SystemUserInput,
} from './system-users.contract.ts';

export const systemUserProcedures = router({
  create: mutation({
    summary: 'Makes an account for an import or a job, which nobody can sign in to.',
    demands: 'freshSuperuser',
    rest: 'POST /system-users',
    input: CreateSystemUserInput,
    output: AccountSummary,
    run: createSystemUser,
  }),
  listKeys: query({
    summary: 'Lists the API keys of a system user.',
    demands: 'superuser',
    rest: 'GET /system-users/{accountId}/keys',
    input: SystemUserInput,
    output: ApiKeyList,
    faults: [SYSTEM_USER_NOT_FOUND],
    run: listSystemUserKeys,
  }),
  createKey: mutation({
    summary: 'Makes an API key by which a tool acts for a system user.',
    demands: 'freshSuperuser',
    rest: 'POST /system-users/{accountId}/keys',
    input: CreateSystemUserKeyInput,
    output: NewApiKey,
    faults: [SYSTEM_USER_NOT_FOUND, SYSTEM_USER_DISABLED, TOO_MANY_API_KEYS],
    run: createSystemUserKey,
  }),
  revokeKey: mutation({
    summary: 'Ends an API key of a system user at once.',
    demands: 'freshSuperuser',
    rest: 'POST /system-users/{accountId}/keys/{keyId}/revoke',
    input: RevokeSystemUserKeyInput,
    output: Nothing,
    faults: [SYSTEM_USER_NOT_FOUND, API_KEY_NOT_FOUND],
    run: revokeSystemUserKey,
  }),
});
