import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../kernel/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '../roles/migrate.ts';
import { onServer } from './on-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A Postgres of this run, and on it the migrated database that test databases are cloned from. */
    postgresUrl: string;
  }
}

export const TEMPLATE = 'foyer_template';

let shared: Promise<{ url: string; stop(): Promise<void> }> | undefined;

/** One real Postgres for the whole run, whichever projects of it need one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared ??= startShared();
  const { url, stop } = await shared;
  project.provide('postgresUrl', url);
  return stop;
}

async function startShared(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  // Its own user must get in when root runs the tests, or the data would be kept elsewhere and outlive the run.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'logical' },
    log: () => {},
  });
  await onServer(postgres.url, `create database ${TEMPLATE}`);
  await migrate(databaseOn(postgres.url, TEMPLATE));
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function databaseOn(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
