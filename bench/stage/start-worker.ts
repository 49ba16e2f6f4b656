import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Config, readConfig } from '../../apps/server/src/kernel/config.ts';
import { freePort } from '../../apps/server/src/testing/free-port.ts';
import type { Stage } from './stage.ts';
import { MAIN } from './start-foyer.ts';

type Ends = { databaseUrl: string; sinkUrl: string };

function environmentOf({ databaseUrl, sinkUrl }: Ends): NodeJS.Dict<string> {
  return {
    NODE_ENV: 'production',
    FOYER_ROLE: 'worker',
    DATABASE_URL: databaseUrl,
    SMTP_URL: sinkUrl,
    MAIL_FROM: 'Foyer <foyer@example.org>',
    PUBLIC_URL: 'https://foyer.example.org',
    JWT_SECRET_KEY: 'b'.repeat(64),
    LOG_LEVEL: 'warn',
  };
}

/** What a worker is configured with, for whoever posts mail beside it. */
export function workerConfig(ends: Ends): Config {
  return readConfig(environmentOf(ends));
}

/** A worker as it runs in production, in a process of its own. */
export async function startWorker(
  stage: Stage,
  ends: Ends,
): Promise<AsyncDisposable & { hasEnded(): boolean }> {
  const profile = process.env.BENCH_PROFILE;
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...profiling, MAIN], {
    env: {
      PATH: process.env.PATH,
      ...environmentOf(ends),
      FOYER_HOME: join(stage.folder, 'worker'),
      PORT: String(await freePort()),
      ADMIN_PORT: String(await freePort()),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    hasEnded: () => child.exitCode !== null,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
