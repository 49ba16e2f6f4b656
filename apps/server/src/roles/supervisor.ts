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
  cluster.setupPrimary({ silent: false });

  function fork(): Worker {
    const child = cluster.fork(environment);
    const born = performance.now();
    child.on('exit', (code, signal) => {
      if (isStopping) return;
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

  const children = Array.from({ length: count }, fork);
  await Promise.all(children.map((child) => once(child, 'listening')));
  return {
    async close() {
      isStopping = true;
      const open = Object.values(cluster.workers ?? {}).filter((child) => child !== undefined);
      await Promise.all(
        open.map((child) => {
          const exited = once(child, 'exit');
          child.process.kill('SIGTERM');
          return exited;
        }),
      );
    },
  };
}
