import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Log } from '../kernel/log.ts';

/** A process that dies again within this time is not started again at once: something is wrong for good. */
const QUICK_DEATH_MS = 2_000;

export type Supervisor = { close(): Promise<void> };

/** Keeps so many API processes on one port, and starts another for each that dies. */
export async function superviseApis(
  count: number,
  environment: NodeJS.Dict<string>,
  log: Log,
): Promise<Supervisor> {
  let isStopping = false;
  let hasStarted = false;
  cluster.setupPrimary({ silent: false });

  function fork(): Worker {
    const child = cluster.fork(environment);
    const born = performance.now();
    child.on('exit', (code, signal) => {
      if (isStopping || !hasStarted) return;
      const delayMs = performance.now() - born < QUICK_DEATH_MS ? QUICK_DEATH_MS : 0;
      log.error(
        { pid: child.process.pid, code, signal, delayMs },
        'an API process died and is started again',
      );
      setTimeout(() => {
        if (!isStopping) fork();
      }, delayMs);
    });
    return child;
  }

  async function close(): Promise<void> {
    isStopping = true;
    const open = Object.values(cluster.workers ?? {}).filter((child) => child && !child.isDead());
    await Promise.all(
      open.map((child) => {
        const exited = once(child as Worker, 'exit');
        child?.process.kill('SIGTERM');
        return exited;
      }),
    );
  }

  const children = Array.from({ length: count }, fork);
  try {
    await Promise.all(children.map(untilItListens));
  } catch (error) {
    await close();
    throw error;
  }
  hasStarted = true;
  return { close };
}

/** What keeps one from its start keeps all: starting them again and again would say so less clearly. */
async function untilItListens(child: Worker): Promise<void> {
  const given = new AbortController();
  const exited = once(child, 'exit', given).then(() => {
    const message = 'An API process ended at its start; its own words stand above.';
    throw Object.assign(new Error(message), { isForOperator: true });
  });
  await Promise.race([once(child, 'listening', given), exited]).finally(() => given.abort());
}
