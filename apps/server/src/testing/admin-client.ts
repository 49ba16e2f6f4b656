import { type AdminClient, createAdminClient } from '../../../../packages/client/src/admin.ts';
import type { TestServer } from './start-test-server.ts';

/** A client of the admin listener: with a token as somebody, without one as who has the key of the machine. */
export function adminClientOf(server: TestServer, token?: string): AdminClient {
  const url = server.adminUrl;
  return createAdminClient(token === undefined ? { url, adminKey: server.adminKey } : { url, apiKey: token });
}
