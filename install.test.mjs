import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureInstalled, isInstalled } from './install.mjs';

const limitMs = 60_000;
const otherPlatform = process.platform === 'linux' ? 'darwin' : 'linux';
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('installs once, and again when the lockfile has changed', { timeout: limitMs }, async () => {
  writeProject({ word: '1.0.0' });
  expect(isInstalled(folder)).toBe(false);
  await ensureInstalled(folder);
  expect(isInstalled(folder)).toBe(true);
  writeFileSync(join(folder, 'node_modules', 'untouched'), '');
  await ensureInstalled(folder);
  expect(existsSync(join(folder, 'node_modules', 'untouched'))).toBe(true);

  writeProject({ word: '1.0.0', other: '1.0.0' });
  expect(isInstalled(folder)).toBe(false);
  await ensureInstalled(folder);
  expect(existsSync(join(folder, 'node_modules', 'other'))).toBe(true);
  expect(existsSync(join(folder, 'node_modules', 'untouched'))).toBe(false);
});

test('finishes an install whose lockfile does not list all, and leaves it as it is', {
  timeout: limitMs,
}, async () => {
  writeProject({ word: '1.0.0' });
  const lockText = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  writeProject({ word: '1.0.0', other: '1.0.0' });
  writeFileSync(join(folder, 'package-lock.json'), lockText);
  await ensureInstalled(folder);
  expect(existsSync(join(folder, 'node_modules', 'other'))).toBe(true);
  expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe(lockText);
  expect(isInstalled(folder)).toBe(true);
});

test('says what failed and what to do', { timeout: limitMs }, async () => {
  writeProject({ word: '1.0.0' });
  writeFileSync(join(folder, 'package.json'), 'not JSON');
  await expect(ensureInstalled(folder)).rejects.toThrow(
    /^The dependencies could not be installed: "npm ci" failed .*Run "npm ci" by hand.*npm said:\n.*JSON/s,
  );
  expect(readdirSync(join(folder, '.foyer'))).toEqual([]);
  expect(isInstalled(folder)).toBe(false);
});

test('takes an install made by hand for what it is', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
  };
  writeRecords(packages, packages);
  expect(isInstalled(folder)).toBe(true);
});

test.each([
  ['a package is missing', { 'node_modules/a': { version: '1.0.0' } }, {}],
  [
    'a package has another version',
    { 'node_modules/a': { version: '1.1.0' } },
    { 'node_modules/a': { version: '1.0.0' } },
  ],
  [
    'it was made on another platform',
    { 'node_modules/a': { version: '1.0.0', optional: true, os: [otherPlatform] } },
    { 'node_modules/a': { version: '1.0.0', optional: true, os: [otherPlatform] } },
  ],
  [
    'the file of the package node is missing',
    { 'node_modules/node': { version: '24.0.0' } },
    { 'node_modules/node': { version: '24.0.0' } },
  ],
])('is out of step when %s', (_reason, wanted, installed) => {
  writeRecords(wanted, installed);
  expect(isInstalled(folder)).toBe(false);
});

test('is in step without the optional packages of other platforms', () => {
  writeRecords({ 'node_modules/a': { version: '1.0.0', optional: true, os: [otherPlatform] } }, {});
  expect(isInstalled(folder)).toBe(true);
});

test('does the work once when several start at once', { timeout: limitMs }, async () => {
  writeProject({ word: '1.0.0' });
  const outputs = await Promise.all([runInstall(), runInstall(), runInstall()]);
  expect(outputs.filter((output) => output.includes('Installed in'))).toHaveLength(1);
  expect(isInstalled(folder)).toBe(true);
});

test('is not held up by a killed installer, but waits for its npm', { timeout: limitMs }, async () => {
  writeProject({ word: '1.0.0' });
  const gone = spawn(process.execPath, ['--eval', '']);
  const npm = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
  await once(gone, 'exit');
  mkdirSync(join(folder, '.foyer'));
  writeFileSync(join(folder, '.foyer', 'install.lock'), `${gone.pid} ${npm.pid}`);

  const installing = runInstall();
  await waitUntil(() => installing.output().includes('waiting for it'));
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  npm.kill('SIGKILL');
  await once(npm, 'exit');
  expect(await installing).toContain('Installed in');
});

/** A project whose dependencies lie in it, so that npm needs no network. */
function writeProject(dependencies) {
  const packages = { '': { name: 'project', dependencies: {} } };
  for (const [name, version] of Object.entries(dependencies)) {
    mkdirSync(join(folder, 'vendor', name), { recursive: true });
    writeFileSync(join(folder, 'vendor', name, 'package.json'), JSON.stringify({ name, version }));
    packages[''].dependencies[name] = `file:vendor/${name}`;
    packages[`vendor/${name}`] = { name, version };
    packages[`node_modules/${name}`] = { resolved: `vendor/${name}`, link: true };
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packages['']));
  const lock = { name: 'project', lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

function writeRecords(wanted, installed) {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
}

/** The installation in a process of its own; resolves to what it printed. */
function runInstall() {
  const script = `
    import { ensureInstalled } from ${JSON.stringify(new URL('./install.mjs', import.meta.url).href)};
    await ensureInstalled(${JSON.stringify(folder)});`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  return Object.assign(
    once(child, 'close').then(([code]) => {
      expect(code).toBe(0);
      return output;
    }),
    { output: () => output },
  );
}

async function waitUntil(isSo) {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (isSo()) return;
    await wait(10);
  }
  throw new Error('Waited in vain.');
}
