import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from '../kernel/config.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** Long: several whole installations may be starting on two cores. */
const READY_WITHIN_MS = 60_000;

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export type SpawnedServer = {
  url: string;
  adminUrl: string;
  config: Config;
  process: ChildProcess;
  /** All that it has written so far, on both streams. */
  output(): string;
  /** Ends it as an operator would, and says how it ended. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it as the machine would, without a word. */
  kill(): Promise<void>;
};

/** A whole Foyer as a process of its own, ready for traffic. It ends with this process, whatever happens. */
export async function spawnServer(environment: NodeJS.Dict<string>): Promise<SpawnedServer> {
  const server = await spawnMain(environment);
  try {
    await until(
      async () => {
        if (server.process.exitCode !== null || server.process.signalCode !== null)
          throw new Error('the server ended at its start');
        const response = await fetch(`${server.url}/readyz`).catch(() => undefined);
        return response?.ok;
      },
      'the spawned server is ready',
      READY_WITHIN_MS,
    );
    return server;
  } catch (cause) {
    await server.kill();
    throw new Error(`The spawned server said:\n${server.output()}`, { cause });
  }
}

/** The same without waiting: for a start that is meant to fail. */
export async function spawnMain(environment: NodeJS.Dict<string>): Promise<SpawnedServer> {
  const home = environment.FOYER_HOME ?? mkdtempSync(join(tmpdir(), 'foyer-spawned-'));
  const port = environment.PORT ?? String(await freePort());
  const adminPort = String(await freePort());
  const settings: NodeJS.Dict<string> = {
    NODE_ENV: 'test',
    FOYER_HOME: home,
    PORT: port,
    ADMIN_PORT: adminPort,
    PUBLIC_URL: `http://localhost:${port}`,
    JWT_SECRET_KEY: 'a secret that only tests know, long enough',
    LOG_LEVEL: 'warn',
    DEMO: 'false',
    RATE_LIMIT_PER_MINUTE: '0',
    ...environment,
  };
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  const exited = once(child, 'exit');
  const cleanUp = () => {
    if (environment.FOYER_HOME === undefined) rmSync(home, { recursive: true, force: true });
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    cleanUp();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    config: readConfig(settings),
    process: child,
    output: () => written,
    stop: async () => {
      await end('SIGTERM');
      return { code: child.exitCode, signal: child.signalCode };
    },
    kill: () => end('SIGKILL'),
  };
}
