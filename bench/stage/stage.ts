import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../apps/server/src/kernel/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '../../apps/server/src/roles/migrate.ts';
import { databaseOn } from '../../apps/server/src/testing/global-setup.ts';
import { onServer } from '../../apps/server/src/testing/on-server.ts';

/** Where benchmarks run: a Postgres with its usual durability, and a folder that is removed afterwards. */
export type Stage = AsyncDisposable & {
  rounds: number;
  folder: string;
  /** An empty, migrated database of its own; its address. */
  createDatabase(): Promise<string>;
};

export async function openStage(rounds: number): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const given = process.env.DATABASE_URL;
  const postgres = given
    ? { url: given, stop: async () => {} }
    : await startEmbeddedPostgres({ folder: join(folder, 'cluster'), log: () => {} });
  const databases: string[] = [];
  return {
    rounds,
    folder,
    async createDatabase() {
      const name = `foyer_bench_${randomBytes(6).toString('hex')}`;
      await onServer(postgres.url, `create database ${name}`);
      databases.push(name);
      const url = databaseOn(postgres.url, name);
      await migrate(url);
      return url;
    },
    async [Symbol.asyncDispose]() {
      for (const name of databases) await onServer(postgres.url, `drop database ${name} with (force)`);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
