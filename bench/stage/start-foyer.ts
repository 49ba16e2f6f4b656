import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from '../../apps/server/src/kernel/config.ts';
import { freePort } from '../../apps/server/src/testing/free-port.ts';

/** A server in a process of its own, which ends with the block that holds it (`await using`). */
export type Listening = AsyncDisposable & { port: number };
export type RunningFoyer = Listening & { config: Config };

export const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** The server as it runs in production: its own process, its own limits, its log at the usual level. */
export async function startFoyer(options: {
  databaseUrl: string;
  folder: string;
  more?: NodeJS.Dict<string>;
}): Promise<RunningFoyer> {
  const port = await freePort();
  const environment = {
    NODE_ENV: 'production',
    FOYER_ROLE: 'api',
    FOYER_HOME: options.folder,
    DATABASE_URL: options.databaseUrl,
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: String(port),
    ADMIN_PORT: String(await freePort()),
    JWT_SECRET_KEY: 'b'.repeat(64),
    // Far away, but there: every call is counted.
    RATE_LIMIT_PER_MINUTE: '1000000',
    ...options.more,
  };
  const child = spawn(process.execPath, [...profiling(), MAIN], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilItAnswers(port, () => child.exitCode !== null).catch((error) => {
    child.kill();
    throw error;
  });
  return {
    port,
    config: readConfig(environment),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** With BENCH_PROFILE=folder each server leaves a profile of its processor time there. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

/** Asks again and again until the first answer; the bound is there so that a failed start ends. */
export async function untilItAnswers(port: number, hasEnded: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    if (hasEnded()) throw new Error('the server ended before it answered');
    const answer = await fetch(`http://127.0.0.1:${port}/trpc/events.list`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the server did not answer in a minute');
}
