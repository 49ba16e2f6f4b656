// `npm start`: installs and builds what is missing, then runs the server on the Node that came with it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, nodeBinary, root } from './install.mjs';

const isWindows = process.platform === 'win32';

try {
  await ensureInstalled();
  await ensureBuilt();
  runServer();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function runServer() {
  // The server stops when its channel to this process closes, which it does however this process ends. It has
  // a process group of its own, so that Ctrl-C reaches it once, from here, and not from the terminal as well.
  const server = spawn(nodeBinary(), [join('apps', 'server', 'dist', 'main.js'), ...process.argv.slice(2)], {
    cwd: root,
    detached: !isWindows,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const stopForwarding = forwardSignals(server);
  const stopWatching = watchNpm(() => server.kill('SIGTERM'));
  server.once('error', (error) => {
    console.error(`The server could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  server.once('exit', (code, signal) => {
    stopForwarding();
    stopWatching();
    if (server.connected) server.disconnect();
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

const repeatMs = 500;

/** Ctrl-C under npm comes twice, from the terminal and from npm; a person's second one comes later. */
function forwardSignals(server) {
  const forwardedAs = { SIGINT: 'SIGINT', SIGTERM: 'SIGTERM', SIGHUP: 'SIGTERM' };
  const lastAt = new Map();
  const handlers = Object.entries(forwardedAs).map(([signal, forwarded]) => {
    function handle() {
      const now = performance.now();
      if (now - (lastAt.get(forwarded) ?? Number.NEGATIVE_INFINITY) < repeatMs) return;
      lastAt.set(forwarded, now);
      server.kill(forwarded);
    }
    process.on(signal, handle);
    return () => process.off(signal, handle);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/**
 * npm passes on the signals that it can catch. When it is killed outright, what it started gets another parent:
 * this process, or the shell between the two.
 */
function watchNpm(stop) {
  if (process.env.npm_lifecycle_event !== 'start') return () => {};
  const shell = readProcess(process.ppid);
  const isShell = shell !== undefined && /sh$/.test(shell.name);
  const parents = () => `${process.ppid} ${isShell ? readProcess(process.ppid)?.parent : ''}`;
  const first = parents();
  const timer = setInterval(() => {
    if (parents() === first) return;
    clearInterval(timer);
    stop();
  }, 1_000);
  return () => clearInterval(timer);
}

/** Only Linux tells; elsewhere a killed npm goes unnoticed when a shell lies between. */
function readProcess(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { name: /^Name:\s*(.*)$/m.exec(status)?.[1] ?? '', parent: /^PPid:\s*(\d+)$/m.exec(status)?.[1] };
  } catch {
    return undefined;
  }
}
