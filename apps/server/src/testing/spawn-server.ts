import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_FOLDER } from '../kernel/server-folder.ts';
import { freePort } from './free-port.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

/** Long, for a start that competes with others for two cores; it bounds a hang and measures nothing. */
const READY_WITHIN_MS = 60_000;

/** As it was built: what is tested is what runs. */
const MAIN = join(SERVER_FOLDER, 'dist', 'main.js');

export type SpawnedServer = {
  url: string;
  child: ChildProcess;
  /** All that the process has written so far, to either stream. */
  output(): string;
  /** How it ended, once it has. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to stop, as an operator would, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it without a word, as the machine would. */
  kill(): Promise<void>;
};

/** Runs Foyer as a real process of its own, with nothing but this environment, until it takes traffic. */
export async function spawnServer(environment: NodeJS.Dict<string>): Promise<SpawnedServer> {
  const home = mkdtempSync(join(tmpdir(), 'foyer-home-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const spawned = spawnMain({
    NODE_ENV: 'test',
    DEMO: 'false',
    FOYER_HOME: home,
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    LOG_LEVEL: 'warn',
    DATABASE_POOL_SIZE: '4',
    ...environment,
  });
  const url = `http://127.0.0.1:${environment.PORT ?? port}`;
  const cleanUp = () => rmSync(home, { recursive: true, force: true });
  // A worker answers nobody: whoever starts one waits for what it does.
  if (environment.FOYER_ROLE !== 'worker')
    await untilReady(url, spawned).catch(async (error) => {
      await spawned.kill();
      cleanUp();
      throw error;
    });
  return {
    ...spawned,
    url,
    stop: () => spawned.stop().finally(cleanUp),
    kill: () => spawned.kill().finally(cleanUp),
  };
}

async function untilReady(url: string, spawned: Omit<SpawnedServer, 'url'>): Promise<void> {
  const isReady = async () => {
    if (spawned.child.exitCode !== null) throw new Error(`the server did not start:\n${spawned.output()}`);
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    return response?.ok;
  };
  await until(isReady, 'the spawned server was ready', READY_WITHIN_MS);
}

/** A further process of an installation that runs in this one: the same database, keys and mail. */
export function spawnBeside(server: TestServer, environment: NodeJS.Dict<string> = {}) {
  return spawnServer({
    DATABASE_URL: server.database.url,
    JWT_SECRET_KEY: server.config.JWT_SECRET_KEY,
    PUBLIC_URL: server.config.PUBLIC_URL,
    SMTP_URL: server.config.SMTP_URL,
    FOYER_ROLE: 'api',
    ...environment,
  });
}

/** Starts the process and no more: it may well refuse to run. */
export function spawnMain(environment: NodeJS.Dict<string>): Omit<SpawnedServer, 'url'> {
  const child = spawn(process.execPath, [MAIN], {
    env: environment as NodeJS.ProcessEnv,
    // The channel closes when this process ends, however it ends, and the server then stops too.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    child,
    output: () => written,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
