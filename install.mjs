// Installs what package-lock.json lists when node_modules is missing or out of step with it. Runs on Node 20,
// before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeInstallLock } from './install-lock.mjs';

export const root = dirname(fileURLToPath(import.meta.url));

/** The Node 24 that came with the dependencies, whatever Node the machine has. */
export function nodeBinary(folder = root) {
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Costs milliseconds when all is there. Only one process installs; the others wait for it. */
export async function ensureInstalled(folder = root) {
  if (isInstalled(folder)) return;
  const lock = await takeInstallLock(join(folder, '.foyer', 'install.lock'));
  try {
    if (isInstalled(folder)) return;
    await install(folder, lock.name);
  } finally {
    lock.release();
  }
}

/** Whether node_modules holds what package-lock.json lists. An install made by hand counts. */
export function isInstalled(folder = root) {
  const lockText = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const isStamped = readIfThere(stampPath(folder)) === stampOf(lockText);
  if (!isStamped && !isInStep(lockText, readIfThere(join(folder, 'node_modules', '.package-lock.json')))) {
    return false;
  }
  // Its file comes from an install script, which npm can be told not to run.
  if (lockText.includes('"node_modules/node"') && !existsSync(nodeBinary(folder))) return false;
  if (!isStamped) writeStamp(folder, lockText);
  return true;
}

/**
 * Whether npm's own record of what it installed agrees with the lockfile. Optional packages may be absent, as
 * most are for other platforms; one that is there must be for this platform, or the folder was copied here.
 *
 * @param {string} lockText @param {string | undefined} installedText
 */
function isInStep(lockText, installedText) {
  if (installedText === undefined) return false;
  const wanted = JSON.parse(lockText).packages;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(optional || devOptional);
    return found.version === version && isFor(found.os, process.platform) && isFor(found.cpu, process.arch);
  });
}

function isFor(names, name) {
  if (!names || names.length === 0) return true;
  const isOnlyRefusals = names.every((each) => each.startsWith('!'));
  return !names.includes(`!${name}`) && (isOnlyRefusals || names.includes(name));
}

async function install(folder, nameInstaller) {
  console.log('Installing the dependencies. The first time this takes a minute or two.');
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const reminder = setInterval(() => console.log(`  still installing, ${seconds()} s`), 15_000);
  const { command, code, output } = await runNpm(folder, nameInstaller).finally(() =>
    clearInterval(reminder),
  );
  const lockText = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (code !== 0) throw new Error(explain(command, code, output));
  if (lockText.includes('"node_modules/node"') && !existsSync(nodeBinary(folder))) {
    throw new Error(
      'npm installed the packages, but did not run their install scripts, so the Node that Foyer runs on is missing. If ignore-scripts is set in your npm configuration, run: npm rebuild --ignore-scripts=false',
    );
  }
  writeStamp(folder, lockText);
  console.log(`Installed in ${seconds()} s.`);
}

/**
 * `npm ci` wants every optional package of every platform in the lockfile, and refuses (EUSAGE) when a registry
 * had only some of them as the lockfile was written. `npm install --no-save` takes what the lockfile does list
 * from it just the same, and leaves it as it is.
 */
async function runNpm(folder, nameInstaller) {
  const result = await runCommand(folder, ['ci'], nameInstaller);
  if (!result.output.includes('EUSAGE')) return result;
  return runCommand(folder, ['install', '--no-save'], nameInstaller);
}

function runCommand(folder, words, nameInstaller) {
  const command = ['npm', ...words].join(' ');
  // NODE_ENV=production and an `omit` of the user's would leave out Node itself and Postgres.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    const npm = spawn('npm', [...words, ...options], {
      cwd: folder,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Should this process be killed, npm goes on, and nobody may install beside it.
    nameInstaller(npm.pid);
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    npm.on('error', (error) => resolve({ command, code: error.message, output }));
    npm.on('close', (code, signal) => resolve({ command, code: code ?? signal, output }));
  });
}

function explain(command, code, output) {
  const said = output.trim().split('\n').slice(-20).join('\n') || 'nothing';
  const advice = /ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN/.test(output)
    ? 'The package registry could not be reached: check the network, or the registry and proxy in your npm configuration.'
    : /ENOSPC/.test(output)
      ? 'The disk is full: make room.'
      : `Run "${command}" by hand to see all of it.`;
  return `The dependencies could not be installed: "${command}" failed (${code}). ${advice} Then start again.\nnpm said:\n${said}`;
}

function stampPath(folder) {
  return join(folder, 'node_modules', '.foyer-install');
}

function stampOf(lockText) {
  const hash = createHash('sha256').update(lockText).digest('hex');
  return `${process.platform}-${process.arch} ${hash}\n`;
}

function writeStamp(folder, lockText) {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(stampPath(folder), stampOf(lockText));
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
