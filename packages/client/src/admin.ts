// The admin listener's client: what runs the machine, beside everything that the public API has.
import type { AdminApi } from './admin/api.generated.ts';
import { KEYED_MUTATIONS, QUERIES } from './admin/paths.generated.ts';
import { type Client, type ClientOptions, createClientWith } from './create-client.ts';

export type * from './admin/api.generated.ts';

export interface AdminClientOptions extends ClientOptions {
  /**
   * The key of the machine, as `admin.key` in FOYER_HOME or `ADMIN_KEY` has it, instead of a session. It reaches what
   * the admin listener alone has and nothing else.
   */
  adminKey?: string | undefined;
}

/** Every procedure of the admin listener: the public ones and its own. */
export interface AdminClient extends Client, AdminApi {}

/**
 * A client of the admin listener, which by default answers on the machine of the server alone.
 *
 * @example
 * ```ts
 * const admin = createAdminClient({ url: 'http://127.0.0.1:4001', adminKey: await readKey() });
 * const { queues, lanes, workers } = await admin.jobs.overview();
 * ```
 */
export function createAdminClient({ adminKey, ...options }: AdminClientOptions): AdminClient {
  const client = createClientWith(
    { ...options, ...(adminKey !== undefined && { apiKey: adminKey }) },
    { queries: QUERIES, keyedMutations: KEYED_MUTATIONS },
  );
  return client as AdminClient;
}
