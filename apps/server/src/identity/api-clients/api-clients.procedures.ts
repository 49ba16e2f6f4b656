import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import {
  API_CLIENT_DISABLED,
  API_CLIENT_NOT_FOUND,
  ApiClient,
  ApiClientInput,
  ApiClientList,
  ApiClientSecret,
  CreateApiClientInput,
  UpdateApiClientInput,
} from './api-clients.contract.ts';
import { disableClient, rotateSecret, updateClient } from './change-client.ts';
import { createClient } from './create-client.ts';
import { listClients } from './list-clients.ts';

export const apiClientProcedures = router({
  list: query({
    summary: 'Lists the clients that may call the API while only trusted ones may.',
    demands: 'superuser',
    rest: 'GET /api-clients',
    input: Nothing,
    output: ApiClientList,
    run: listClients,
  }),
  create: mutation({
    summary: 'Registers a client.',
    demands: 'freshSuperuser',
    rest: 'POST /api-clients',
    input: CreateApiClientInput,
    output: ApiClientSecret,
    run: createClient,
  }),
  rotateSecret: mutation({
    summary: 'Gives a client another secret; the old one ends at once.',
    demands: 'freshSuperuser',
    rest: 'POST /api-clients/{clientId}/rotate-secret',
    input: ApiClientInput,
    output: ApiClientSecret,
    faults: [API_CLIENT_NOT_FOUND, API_CLIENT_DISABLED],
    run: rotateSecret,
  }),
  update: mutation({
    summary: 'Changes the name or the origins of a client.',
    demands: 'freshSuperuser',
    rest: 'PATCH /api-clients/{clientId}',
    input: UpdateApiClientInput,
    output: ApiClient,
    faults: [API_CLIENT_NOT_FOUND, API_CLIENT_DISABLED],
    run: updateClient,
  }),
  disable: mutation({
    summary: 'Ends a client for good, at once.',
    demands: 'freshSuperuser',
    rest: 'POST /api-clients/{clientId}/disable',
    input: ApiClientInput,
    output: Nothing,
    faults: [API_CLIENT_NOT_FOUND],
    run: disableClient,
  }),
});
