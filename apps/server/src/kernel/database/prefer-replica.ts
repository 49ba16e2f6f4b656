import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { isUnreachable } from './is-unreachable.ts';

/** So long nobody tries a replica again that was away. */
const AWAY_MS = 5_000;
/** A replica breaks off what stands in the way of what it has to replay. */
const IN_THE_WAY = '40001';

/**
 * Reads from the replica while that answers, and from the other pool otherwise: whoever asks notices nothing of a replica
 * that goes, or comes back. What was asked of one that is lost is asked again; a read may be.
 */
export function preferReplica(
  replica: PostgresPool,
  others: PostgresPool,
  onAway: (error: Error) => void,
): PostgresPool {
  let awayUntil = 0;

  async function askReplica(text: string, values: readonly unknown[]) {
    let client: PostgresPoolClient;
    try {
      client = await replica.connect();
    } catch (error) {
      // Whatever the reason: it may not be there, not let anybody in, or have another name.
      stayAway(error as Error);
      return undefined;
    }
    try {
      return await client.query(text, values);
    } catch (error) {
      if (isUnreachable(error)) stayAway(error as Error);
      else if ((error as { code?: unknown }).code !== IN_THE_WAY) throw error;
      return undefined;
    }
  }

  function stayAway(error: Error): void {
    if (performance.now() < awayUntil) return;
    awayUntil = performance.now() + AWAY_MS;
    onAway(error);
  }

  const reader = {
    async query(text: string, values: readonly unknown[]) {
      const answer = performance.now() < awayUntil ? undefined : await askReplica(text, values);
      return answer ?? (await others.connect()).query(text, values);
    },
    release() {},
  } as unknown as PostgresPoolClient;

  return {
    options: {},
    connect: async () => reader,
    async end() {
      await Promise.allSettled([replica.end(), others.end()]);
    },
  };
}
