import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

type Step = { signal: NodeJS.Signals; limitMs: number };

const fastShutdown: Step[] = [
  { signal: 'SIGINT', limitMs: 30_000 },
  { signal: 'SIGQUIT', limitMs: 10_000 },
  { signal: 'SIGKILL', limitMs: 10_000 },
];
const pollMs = 10;

/**
 * Ends what still runs on the data folder from a life that was killed: the whole server, or backends that
 * outlived their postmaster. The caller holds the folder's lock, so nobody's server is taken away.
 */
export async function stopLeftBehind(dataFolder: string, log: (line: string) => void): Promise<void> {
  const lockFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const postmaster = Number.parseInt(readFileSync(lockFile, 'utf8'), 10);
  let running = findProcesses(dataFolder, postmaster);
  if (running.length > 0) log('Stopping a Postgres that was left running here before.');
  const steps = running.includes(postmaster) ? fastShutdown : fastShutdown.slice(1);
  for (const { signal, limitMs } of steps) {
    const isForAll = signal === 'SIGKILL' || !running.includes(postmaster);
    for (const pid of isForAll ? running : [postmaster]) send(pid, signal);
    for (let waitedMs = 0; running.length > 0 && waitedMs < limitMs; waitedMs += pollMs) {
      await wait(pollMs);
      running = findProcesses(dataFolder, postmaster);
    }
    if (running.length === 0) break;
  }
  if (running.length > 0) {
    throw new Error(
      `Postgres is still running on ${dataFolder} and cannot be stopped (pid ${running.join(', ')}).`,
    );
  }
  if (existsSync(lockFile)) disclaim(lockFile);
}

/**
 * The pid in a stale lock file may belong to somebody else by now (small containers give the same pids at every
 * start), and Postgres would then refuse to start. It never refuses a file that names its own ancestor. The
 * file itself must stay: by its other lines Postgres finds shared memory that is still in use.
 */
function disclaim(lockFile: string): void {
  const [, ...others] = readFileSync(lockFile, 'utf8').split('\n');
  writeFileSync(lockFile, [process.pid, ...others].join('\n'));
}

function findProcesses(dataFolder: string, postmaster: number): number[] {
  if (process.platform !== 'linux') return runsOn(dataFolder, postmaster) ? [postmaster] : [];
  // Every process of a cluster works in its data folder.
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readWorkingFolder(name) === dataFolder)
    .map(Number);
}

function readWorkingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function runsOn(dataFolder: string, pid: number): boolean {
  if (process.platform === 'win32') return send(pid, 0);
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      dataFolder,
    );
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
