import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { nameStatements } from './named-statements.ts';

/**
 * A few connections that many reads share at once: each sends its statement without waiting for the
 * one before. For single statements outside of a transaction only.
 */
export function createPipelinedPool(options: {
  url: string;
  size: number;
  /** Behind a pooler each statement waits for the one before, and none has a name. */
  isPooled: boolean;
  onError: (error: Error) => void;
}): PostgresPool {
  const { size, isPooled, onError } = options;
  const slots: (Promise<pg.Client> | undefined)[] = Array.from({ length: size });
  let next = 0;
  let hasEnded = false;

  async function open(slot: number): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: 'foyer-read',
      pipeline: !isPooled,
    } as pg.ClientConfig);
    const forget = () => {
      slots[slot] = undefined;
    };
    client.on('error', (error) => {
      forget();
      onError(error);
    });
    client.on('end', forget);
    if (!isPooled) nameStatements(client);
    await client.connect();
    return Object.assign(client, { release: () => {} });
  }

  return {
    options: {},
    async connect() {
      if (hasEnded) throw new Error('the pool for reads has ended');
      next = (next + 1) % size;
      const slot = next;
      slots[slot] ??= open(slot).catch((error) => {
        slots[slot] = undefined;
        throw error;
      });
      return (await slots[slot]) as never;
    },
    async end() {
      hasEnded = true;
      const open = slots.splice(0, size).filter((slot) => slot !== undefined);
      await Promise.allSettled(open.map(async (slot) => (await slot).end()));
    },
  };
}
