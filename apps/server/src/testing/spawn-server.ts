import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export type SpawnedServer = {
  url: string;
  child: ChildProcess;
  /** All that the process has written so far, to either stream. */
  output(): string;
  stop(): Promise<void>;
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
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (spawned.child.exitCode !== null) throw new Error(`the server did not start:\n${spawned.output()}`);
    return fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }, 'the spawned server was ready');
  return {
    ...spawned,
    url,
    async stop() {
      await spawned.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
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
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  return {
    child,
    output: () => written,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
