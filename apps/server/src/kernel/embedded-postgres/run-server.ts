import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './locate-binaries.ts';
import type { ServerAccount } from './server-account.ts';
import { serverEnvironment } from './server-environment.ts';

export type RunRequest = {
  folder: string;
  dataFolder: string;
  binaries: Binaries;
  account: ServerAccount | undefined;
  settings: Record<string, string>;
};

export type RunningServer = {
  /** Resolves when the server has ended, with how. */
  ended: Promise<string>;
  requestStop(): void;
  readLogTail(): string;
};

/**
 * Starts Postgres and waits on two things at once: its end, which becomes the keeper's own end, and the end of
 * standard input, which comes when we ask for it or when we die in whatever way. The second is answered with a fast
 * shutdown, and with an immediate one should that hang. A shell does it because it costs a megabyte, and because as
 * Postgres's parent it can neither miss a server that has just been started nor signal a stranger.
 */
const keeperScript = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(
  read -r line <&3
  kill -INT "$server"
  seconds=0
  while [ "$seconds" -lt 30 ] && kill -0 "$server"; do sleep 1; seconds=$((seconds + 1)); done
  kill -QUIT "$server"
) 2>/dev/null &
watch=$!
exec 3<&-
wait "$server"
status=$?
kill -KILL "$watch"
exit "$status"
`;

export function runServer({ folder, dataFolder, binaries, account, settings }: RunRequest): RunningServer {
  const isWindows = process.platform === 'win32';
  const command = [binaries.postgres, '-D', dataFolder, ...toOptions(settings)];
  const [program = '', ...programArguments] = isWindows
    ? command
    : ['/bin/sh', '-c', keeperScript, 'keep-postgres', ...command];
  const logPath = join(folder, 'postgres.log');
  const logFile = openLog(logPath);
  const child = spawn(program, programArguments, {
    cwd: isWindows ? folder : '/',
    env: serverEnvironment(),
    uid: account?.uid,
    gid: account?.gid,
    // In a session of its own, Ctrl-C reaches the owner alone, which stops Postgres when it no longer needs it.
    detached: !isWindows,
    windowsHide: true,
    stdio: ['pipe', logFile, logFile],
  });
  closeSync(logFile);
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  child.once('error', (error) => resolve(error.message));
  child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  child.stdin?.on('error', () => undefined);
  child.unref();
  return {
    ended,
    requestStop() {
      child.ref();
      child.stdin?.end();
      if (isWindows) execFile(binaries.pg_ctl, ['stop', '-m', 'fast', '-D', dataFolder], () => undefined);
    },
    readLogTail: () => readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-20).join('\n'),
  };
}

function toOptions(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Two lives of log are kept: this one's, and the one before, which says how it ended. */
function openLog(path: string): number {
  if (existsSync(path)) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}
