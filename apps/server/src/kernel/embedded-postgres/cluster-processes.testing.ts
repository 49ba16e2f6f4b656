import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What runs for a folder, read off /proc, so that a test can kill it and see it gone. */
export function clusterProcesses(folder: string) {
  const link = join(folder, 'postgres');

  function postmaster(): number {
    return Number.parseInt(readFileSync(join(link, 'postmaster.pid'), 'utf8'), 10);
  }

  /** The postmaster and its children: each works in the data folder. */
  function workers(): number[] {
    const dataFolder = attempt(() => realpathSync(link));
    if (dataFolder === undefined) return [];
    return pids().filter((pid) => attempt(() => readlinkSync(`/proc/${pid}/cwd`)) === dataFolder);
  }

  /** The shell that is Postgres's parent, and the part of it that watches for the owner's end. */
  function keepers(): number[] {
    const server = postmaster();
    const keeper = parentOf(server);
    return [keeper, ...pids().filter((pid) => parentOf(pid) === keeper && pid !== server)];
  }

  return { postmaster, workers, keepers };
}

function pids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(/^PPid:\s*(\d+)/m.exec(status ?? '')?.[1]);
}

/** A process may end between two looks at it. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
