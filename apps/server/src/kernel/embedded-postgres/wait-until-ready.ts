import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Address, databaseUrl } from './database-url.ts';

const pollMs = 10;

/**
 * Resolves when a query with the password is answered. There is no limit in time, because recovery after a
 * crash takes as long as it takes; a server that has ended is the caller's to notice.
 */
export async function waitUntilReady(address: Address, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const refusal = await tryQuery(databaseUrl(address), 'SELECT 1');
    if (refusal === undefined) return;
    if (refusal === 'missing') {
      const failure = await tryQuery(databaseUrl(address, 'postgres'), 'CREATE DATABASE foyer');
      if (failure && failure !== 'starting')
        throw new Error(`The database could not be created: ${failure}.`);
    } else if (refusal === 'starting') {
      await wait(pollMs);
    } else {
      throw new Error(`Postgres runs, but does not let Foyer in: ${refusal}.`);
    }
  }
}

type Refusal = 'missing' | 'starting' | (string & {});

async function tryQuery(connectionString: string, sql: string): Promise<Refusal | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  // The server may end between two answers; the query that is under way reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
    return undefined;
  } catch (error) {
    return explain(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function explain(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '3D000') return 'missing';
  // Not listening yet, or listening and recovering (cannot_connect_now), or cut off in the middle.
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', ''].includes(code)) return 'starting';
  return error instanceof Error ? error.message : String(error);
}
