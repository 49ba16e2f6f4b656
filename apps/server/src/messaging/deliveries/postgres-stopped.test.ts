import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterProcesses } from '../../kernel/embedded-postgres/cluster-processes.testing.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../kernel/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '../../roles/migrate.ts';
import { messageIdsOf, postReminders, spawnWorker } from '../../testing/fan-out.ts';
import { databaseOn } from '../../testing/global-setup.ts';
import { onServer } from '../../testing/on-server.ts';
import type { SpawnedServer } from '../../testing/spawn-server.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';

const MAILS = 600;

let folder: string;
let postgres: EmbeddedPostgres;
let sink: MailSink;
let url: string;
const workers: SpawnedServer[] = [];

/** A Postgres that keeps what it has acknowledged: here it is stopped, not only asked. */
const start = () => startEmbeddedPostgres({ folder, log: () => {} });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-stopped-'));
  // Its own user must get in when root runs the tests.
  chmodSync(folder, 0o755);
  postgres = await start();
  await onServer(postgres.url, 'create database stopped');
  url = databaseOn(postgres.url, 'stopped');
  await migrate(url);
  sink = await startMailSink();
  const config = {
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    PUBLIC_URL: 'https://foyer.example.org',
    MAIL_FROM: 'Foyer <foyer@example.org>',
    SMTP_URL: sink.url,
  };
  for (let number = 0; number < 2; number++)
    workers.push(await spawnWorker({ databaseUrl: url, config: config as never }));
}, 120_000);
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await sink.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function readStates(): Promise<Record<string, number>> {
  const { rows } = await onServer(url, 'select state, count(*)::int as count from delivery group by state');
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

test.each([
  { how: 'fast', signal: 'SIGINT' },
  { how: 'immediate', signal: 'SIGQUIT' },
] as const)(
  'J2 Postgres stopped ($how) in the middle: the workers come back by themselves, nothing lost, nothing twice',
  async ({ signal }) => {
    sink.mails.length = 0;
    await onServer(url, 'delete from delivery');
    await postReminders(url, MAILS);
    await until(() => sink.mails.length >= 60, 'some were sent', 60_000);
    process.kill(clusterProcesses(folder).postmaster(), signal);
    await postgres.stop();
    const before = sink.mails.length;
    expect(before).toBeLessThan(MAILS);
    postgres = await start();
    // What was in hand when it went waits for the end of its lease; the rest goes on at once.
    await onServer(url, "update delivery set lease_until = now() where state = 'claimed'");
    const states = await until(
      async () => {
        const found = await readStates();
        return !found.pending && !found.claimed && !found.sending && found;
      },
      'all was sent after Postgres had come back',
      90_000,
    );
    const { sent = 0, unknown = 0, ...others } = states;
    expect(others).toEqual({});
    expect(sent + unknown).toBe(MAILS);
    expect(sink.mails.length).toBeGreaterThan(before);
    const accepted = messageIdsOf(sink.mails);
    expect(new Set(accepted).size).toBe(accepted.length);
    expect(accepted.length).toBeGreaterThanOrEqual(sent);
    for (const { child } of workers) expect(child.exitCode).toBeNull();
  },
  180_000,
);
