// The browser that the console's tests drive: what is there, else what the machine lets us install.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const installLimitMs = 150_000;

/** @returns {{ path: string } | { missing: string }} the browser's path, or why there is none */
export function findBrowser() {
  const configured = process.env.CHROMIUM_PATH;
  if (configured) {
    return existsSync(configured)
      ? { path: configured }
      : { missing: `CHROMIUM_PATH is ${configured}, which is not there` };
  }
  const found = fromPath();
  if (found !== undefined) return { path: found };
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    return { missing: 'no Chromium in PATH or CHROMIUM_PATH, and only root on Debian can install one here' };
  }
  return installed();
}

function fromPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path) && runs(path));
}

// Ubuntu's chromium-browser is a script that asks for a snap; only a browser that answers is one.
function runs(path) {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

function installed() {
  console.log('No browser found: installing chromium by apt-get.');
  const deadline = performance.now() + installLimitMs;
  for (const command of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    try {
      execFileSync('apt-get', command, {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: Math.max(1, Math.floor(deadline - performance.now())),
      });
    } catch (error) {
      if (command[0] === 'install')
        return { missing: `apt-get install chromium failed: ${error.message.split('\n')[0]}` };
    }
  }
  const found = fromPath();
  return found === undefined
    ? { missing: 'apt-get installed chromium, but it does not start' }
    : { path: found };
}
