import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import {
  API_KEY_NOT_FOUND,
  ApiKeyList,
  CreateApiKeyInput,
  NewApiKey,
  RevokeApiKeyInput,
  TOO_MANY_API_KEYS,
} from './api-keys.contract.ts';
import { createKey } from './create-key.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';

export const apiKeyProcedures = router({
  list: query({
    summary: 'Lists the API keys of the account.',
    demands: 'signedIn',
    rest: 'GET /api-keys',
    input: Nothing,
    output: ApiKeyList,
    run: listKeys,
  }),
  create: mutation({
    summary: 'Makes an API key: a tool that holds it acts for the account, within its scopes.',
    demands: 'fresh',
    rest: 'POST /api-keys',
    input: CreateApiKeyInput,
    output: NewApiKey,
    faults: [TOO_MANY_API_KEYS, FACTOR_TOO_NEW],
    run: createKey,
  }),
  revoke: mutation({
    summary: 'Ends an API key at once.',
    demands: 'fresh',
    rest: 'POST /api-keys/{keyId}/revoke',
    input: RevokeApiKeyInput,
    output: Nothing,
    faults: [API_KEY_NOT_FOUND],
    run: revokeKey,
  }),
});
