import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../apps/server/src/testing/free-port.ts';
import { atMost, type Figure, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { MAIN, untilItAnswers } from './stage/start-foyer.ts';

/** From the start of the process to its first answer, as a developer starts it, with everything already there. */
export async function startUp(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const measured = await inRounds(stage.rounds, {
    node: startNode,
    withDatabase: () => start({ FOYER_HOME: join(stage.folder, 'start'), DATABASE_URL: databaseUrl }),
    embedded: () => start({ FOYER_HOME: join(stage.folder, 'start-embedded') }),
  });
  const figure = (what: string, values: number[]): Figure => ({ what, unit: 'ms', spread: spreadOf(values) });
  const limit = figure('node -e 0', measured.node);
  const withDatabase = figure('to the first answer, with DATABASE_URL', measured.withDatabase);
  const embedded = figure('to the first answer, with the embedded Postgres', measured.embedded);
  return [
    {
      name: 'start-up',
      ratio: ratioOf(measured.withDatabase, measured.node),
      subject: withDatabase,
      limit,
      target: atMost(1_000, withDatabase),
    },
    {
      name: 'start-up, embedded',
      ratio: ratioOf(measured.embedded, measured.node),
      subject: embedded,
      limit,
      target: atMost(3_000, embedded),
    },
  ];
}

async function startNode(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - started;
}

async function start(environment: NodeJS.Dict<string>): Promise<number> {
  const port = await freePort();
  const adminPort = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, ...environment, PORT: String(port), ADMIN_PORT: String(adminPort) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await untilItAnswers(port, () => child.exitCode !== null);
    return performance.now() - started;
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}
