// Lets one process at a time install. Its file names the pids that may be at work: the installer and its npm.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 200;
const limitMs = 15 * 60_000;

/**
 * Waits while another installs.
 * @param {string} path
 */
export async function takeInstallLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += pollMs) {
    if (create(path)) {
      return { name: (pid) => write(path, [process.pid, pid]), release: () => rmSync(path, { force: true }) };
    }
    const holders = readHolders(path);
    if (holders && !holders.some(isAlive)) {
      takeAway(path);
      continue;
    }
    if (waitedMs === 0) console.log('Another process is installing the dependencies; waiting for it.');
    await wait(pollMs);
  }
  throw new Error(`Another process has been installing for 15 minutes. If there is none, delete ${path}.`);
}

/** A link appears with its content or not at all, so nobody ever reads half a lock. */
function create(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function write(path, pids) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, pids.filter(Boolean).join(' '));
  renameSync(own, path);
}

/** Of two that see a dead lock, the second may move away the first one's new lock: then it puts it back. */
function takeAway(path) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readHolders(aside)?.some(isAlive)) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

/** The pids in the file; none of them counts when it was written before this machine was started. */
function readHolders(path) {
  try {
    const writtenSecondsAgo = (Date.now() - statSync(path).mtimeMs) / 1000;
    return writtenSecondsAgo > uptime() ? [] : readFileSync(path, 'utf8').split(' ').map(Number);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
