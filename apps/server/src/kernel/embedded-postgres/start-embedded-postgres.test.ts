import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterProcesses } from './cluster-processes.testing.ts';
import { connect, query, spawnOwnerProcess } from './owner-process.testing.ts';
import { chooseServerAccount } from './server-account.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const isRoot = process.getuid?.() === 0;

let base: string;
let folder: string;
let sharedFolder: string;
let running: ReturnType<typeof clusterProcesses>;
let lines: string[];
let cleanUps: (() => unknown)[];

beforeEach(async ({ skip }) => {
  skip(process.platform !== 'linux', 'what runs is read off /proc');
  base = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(base, 0o755);
  folder = join(base, 'folder');
  sharedFolder = join(base, 'shared');
  running = clusterProcesses(folder);
  lines = [];
  cleanUps = [];
});

afterEach(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  await until(() => running.workers().length === 0, 'every process of the test to end');
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('makes a cluster at the first start that answers to its password alone', async () => {
  const postgres = await start();

  const shown = 'SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name';
  const names = ['listen_addresses', 'max_connections', 'wal_level', 'synchronous_commit'];
  expect(await query(postgres.url, shown, [names])).toEqual([
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'max_connections', setting: '200' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'wal_level', setting: 'logical' },
  ]);
  const locale =
    'SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) AS encoding FROM pg_database';
  expect(await query(postgres.url, `${locale} WHERE datname = current_database()`)).toEqual([
    { datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8' },
  ]);
  const stranger = new URL(postgres.url);
  stranger.password = 'guessed';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect(statSync(join(folder, 'postgres-password')).mode & 0o777).toBe(0o600);
});

test('keeps data and address over a stop and a start', async () => {
  const first = await start();
  await write(first.url);
  await Promise.all([first.stop(), first.stop()]);
  await first.stop();
  expect(running.workers()).toEqual([]);

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await read(second.url)).toEqual([{ value: 1 }]);
  expect(lines.filter((line) => line.includes('new Postgres cluster'))).toHaveLength(1);
});

test('shuts Postgres down when its owner is killed, and keeps the data', async () => {
  const owner = await startOwner();
  await write(owner.url);
  process.kill(owner.pid, 'SIGKILL');

  // Postgres takes its lock file away only when it has shut down in good order.
  await until(() => !existsSync(join(folder, 'postgres', 'postmaster.pid')), 'Postgres to shut down');
  expect(await read((await start()).url)).toEqual([{ value: 1 }]);
});

test('recovers when everything is killed at once', async () => {
  const owner = await startOwner();
  await write(owner.url);
  killAtOnce([...running.workers(), ...running.keepers(), owner.pid]);

  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(true);
  expect(await read((await start()).url)).toEqual([{ value: 1 }]);
});

test('first ends a Postgres that outlived its owner and its watchdog', async () => {
  const owner = await startOwner();
  await write(owner.url);
  const left = running.postmaster();
  // The watching part first: the owner lets go of the pipe as soon as the shell that it started is gone.
  killAtOnce([...running.keepers().reverse(), owner.pid]);
  expect(await read(owner.url)).toEqual([{ value: 1 }]);
  await owner.exited;

  const { url } = await start();
  expect(await read(url)).toEqual([{ value: 1 }]);
  expect(running.postmaster()).not.toBe(left);
  expect(running.workers()).not.toContain(left);
  expect(lines).toContain('Stopping a Postgres that was left running here before.');
});

test('first ends a backend that outlived its postmaster', async () => {
  const owner = await startOwner();
  await write(owner.url);
  const client = await connect(owner.url);
  const [backend] = (await client.query('SELECT pg_backend_pid() AS pid')).rows;
  // It computes and never waits, so it does not notice by itself that its postmaster is gone.
  const busy = client.query('DO $$ BEGIN LOOP END LOOP; END $$').catch(() => 'cut off');
  await until(async () => {
    const active = `SELECT FROM pg_stat_activity WHERE pid = ${backend.pid} AND state = 'active'`;
    return (await query(owner.url, active)).length === 1;
  }, 'the backend to be busy');
  killAtOnce([running.postmaster(), ...running.keepers(), owner.pid]);
  await owner.exited;
  expect(running.workers()).toContain(backend.pid);

  expect(await read((await start()).url)).toEqual([{ value: 1 }]);
  expect(running.workers()).not.toContain(backend.pid);
  expect(await busy).toBe('cut off');
});

test('is not held up by a stale lock file whose pid belongs to somebody else now', async () => {
  const owner = await startOwner();
  await write(owner.url);
  killAtOnce([...running.workers(), ...running.keepers(), owner.pid]);
  await owner.exited;
  const lockFile = join(folder, 'postgres', 'postmaster.pid');
  // Of the same user, or Postgres would know at once that it is no Postgres.
  const account = chooseServerAccount(join(folder, 'postgres'));
  const stranger = spawn('sleep', ['600'], { uid: account?.uid, gid: account?.gid, cwd: '/' });
  cleanUps.push(() => void stranger.kill('SIGKILL'));
  await once(stranger, 'spawn');
  const [, ...others] = readFileSync(lockFile, 'utf8').split('\n');
  writeFileSync(lockFile, [stranger.pid, ...others].join('\n'));

  expect(await read((await start()).url)).toEqual([{ value: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

test('moves to another port when its own is taken, and stays there', async () => {
  const first = await start({ preferredPort: await freePort() });
  await first.stop();
  const taken = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  cleanUps.push(() => void taken.close());
  await once(taken, 'listening');

  const second = await start();
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  await second.stop();
  expect((await start()).url).toBe(second.url);
});

test('takes the preferred port when it is free', async () => {
  const preferredPort = await freePort();
  expect(new URL((await start({ preferredPort })).url).port).toBe(String(preferredPort));
});

test('refuses a second start on the same folder and does the first no harm', async () => {
  const owner = await startOwner();
  await write(owner.url);
  const server = running.postmaster();
  await expect(start()).rejects.toThrow('Another Foyer is already running on the database in');
  expect(running.postmaster()).toBe(server);
  expect(await read(owner.url)).toEqual([{ value: 1 }]);
  process.kill(owner.pid, 'SIGTERM');
});

test('begins again when the first start was killed in the middle', async () => {
  const owner = spawnOwner();
  await until(() => leftovers().length > 0, 'the cluster to be begun');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(existsSync(join(folder, 'postgres'))).toBe(false);

  await write((await start()).url);
  await until(() => leftovers().length <= 1, 'the leftovers to go');
});

test('says what Postgres said when it does not start, and can start afterwards', async () => {
  await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /^Postgres ended with code 1 before it was ready\. Its log says:\n.*invalid value for parameter "shared_buffers"/s,
  );
  await write((await start()).url);
});

test('refuses a folder whose password or data is gone', async () => {
  await (await start()).stop();
  await rm(join(folder, 'postgres-password'));
  await expect(start()).rejects.toThrow('its password is not: put');
  await rm(join(folder, 'postgres', 'PG_VERSION'));
  await expect(start()).rejects.toThrow('it holds files, but no Postgres cluster');
});

test('as root, runs as somebody else, and keeps data in reach of it', async ({ skip }) => {
  skip(!isRoot, 'only root has this case');
  await mkdir(join(base, 'closed'), { mode: 0o700 });
  folder = join(base, 'closed', 'folder');
  running = clusterProcesses(folder);
  const first = await start();
  await write(first.url);
  expect(statSync(`/proc/${running.postmaster()}`).uid).not.toBe(0);
  expect(readdirSync(sharedFolder)).toEqual([expect.stringMatching(/^postgres-[0-9a-f]{16}$/)]);
  await first.stop();

  const owner = await startOwner();
  expect(await read(owner.url)).toEqual([{ value: 1 }]);
  process.kill(owner.pid, 'SIGKILL');
  await until(() => !existsSync(join(folder, 'postgres', 'postmaster.pid')), 'Postgres to shut down');
  expect(await read((await start()).url)).toEqual([{ value: 1 }]);
});

async function start(
  options: { preferredPort?: number; settings?: Record<string, string> } = {},
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    folder,
    sharedFolder,
    log: (line) => lines.push(line),
    ...options,
    settings: { ...settings, ...options.settings },
  });
  cleanUps.push(() => postgres.stop());
  return postgres;
}

type Owner = { url: string; pid: number; exited: Promise<unknown> };

/** A process of its own that starts Postgres, so that it can be killed. */
async function startOwner(): Promise<Owner> {
  const child = spawnOwner();
  const exited = once(child, 'exit');
  const [chunk] = await Promise.race([once(child.stdout, 'data'), exited]);
  const url = String(chunk).trim();
  expect(url).toMatch(/^postgres:/);
  return { url, pid: child.pid ?? 0, exited };
}

function spawnOwner() {
  const child = spawnOwnerProcess({ folder, sharedFolder, settings });
  cleanUps.push(() => void child.kill('SIGTERM'));
  return child;
}

function leftovers(): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('.making-')) : [];
}

async function write(url: string): Promise<void> {
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS value');
}

async function read(url: string): Promise<unknown> {
  return query(url, 'SELECT value FROM kept');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (await isSo()) return;
    await wait(10);
  }
  throw new Error(`Waited in vain for ${what}.`);
}

/** In this order; what ends of itself because another one has just ended is as good as killed. */
function killAtOnce(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
