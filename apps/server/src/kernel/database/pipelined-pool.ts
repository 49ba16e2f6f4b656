import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { aroundQuery } from './around-query.ts';
import { holdWrites } from './hold-writes.ts';
import { nameStatements } from './named-statements.ts';

/**
 * A few connections that many reads share at once: each sends its statement without waiting for the
 * one before. For single statements outside of a transaction only. Through a pooler each waits, and none is named:
 * the next one may reach another server process, which does not know it.
 */
export function createPipelinedPool(of: {
  url: string;
  size: number;
  isPooled: boolean;
  /** So long it may take to connect; left out: as long as it takes. */
  connectMs?: number | undefined;
  onError: (error: Error) => void;
}): PostgresPool {
  const { size } = of;
  const slots: (Promise<pg.Client> | undefined)[] = Array.from({ length: size });
  let next = 0;
  let hasEnded = false;

  function reopen(slot: number): Promise<pg.Client> {
    // Of a lost one more is heard when the next has its place already.
    const forget = () => {
      if (slots[slot] === opening) slots[slot] = undefined;
    };
    const opening = open(forget).catch((error) => {
      forget();
      throw error;
    });
    slots[slot] = opening;
    return opening;
  }

  async function open(forget: () => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: of.url,
      application_name: 'foyer-read',
      pipeline: !of.isPooled,
      connectionTimeoutMillis: of.connectMs ?? 0,
    } as pg.ClientConfig);
    client.on('error', (error) => {
      forget();
      of.onError(error);
    });
    client.on('end', forget);
    if (!of.isPooled) nameStatements(client);
    await client.connect();
    if (!of.isPooled) askTogether(client);
    return Object.assign(client, { release: () => {} });
  }

  return {
    options: {},
    async connect() {
      if (hasEnded) throw new Error('the pool for reads has ended');
      next = (next + 1) % size;
      return (await (slots[next] ?? reopen(next))) as never;
    },
    async end() {
      hasEnded = true;
      const open = slots.splice(0, size).filter((slot) => slot !== undefined);
      await Promise.allSettled(open.map(async (slot) => (await slot).end()));
    },
  };
}

/** Many reads are asked in one turn of the event loop. */
function askTogether(client: pg.Client): void {
  const hold = holdWrites(client);
  aroundQuery(client, (ask, parts) => {
    hold();
    return ask(...parts);
  });
}
