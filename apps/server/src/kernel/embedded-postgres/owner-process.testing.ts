import { spawn } from 'node:child_process';
import pg from 'pg';
import type { EmbeddedPostgresOptions } from './start-embedded-postgres.ts';

/** A process that starts Postgres, prints its address, and stops it on SIGTERM. */
export function spawnOwnerProcess(options: Omit<EmbeddedPostgresOptions, 'log'>) {
  const entry = new URL('./start-embedded-postgres.ts', import.meta.url).href;
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(entry)};
    const postgres = await startEmbeddedPostgres({ ...${JSON.stringify(options)}, log() {} });
    process.on('SIGTERM', () => postgres.stop().then(() => process.exit()));
    setInterval(() => undefined, 1_000);
    console.log(postgres.url);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  // The servers of these tests are killed under their clients.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = await connect(url);
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
