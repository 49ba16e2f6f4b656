// Builds the workspaces that the server serves or that others import, when their sources changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const sdk = { title: 'the SDK', path: 'packages/client', sources: ['packages/client'] };
const server = {
  title: 'the server',
  path: 'apps/server',
  sources: ['apps/server/package.json', 'apps/server/build', 'apps/server/src'],
};
const consoleApp = {
  title: 'the console',
  path: 'apps/console',
  sources: ['packages/client', 'apps/console'],
};

/** One after the other: the console is built upon the SDK. */
export async function ensureBuilt(folder = root) {
  for (const workspace of [sdk, server, consoleApp]) await ensureWorkspaceBuilt(folder, workspace);
}

async function ensureWorkspaceBuilt(folder, { title, path, sources }) {
  const manifest = join(folder, path, 'package.json');
  if (!existsSync(manifest) || !JSON.parse(readFileSync(manifest, 'utf8')).scripts?.build) return;
  const stamps = join(folder, 'node_modules', '.foyer-builds');
  const stamp = join(stamps, path.replaceAll('/', '-'));
  const hash = hashOf(folder, ['package-lock.json', 'tsconfig.json', ...sources]);
  if (existsSync(join(folder, path, 'dist')) && readIfThere(stamp) === hash) return;
  console.error(`Building ${title}.`);
  const { code, output } = await runBuild(folder, path);
  if (code !== 0) {
    throw new Error(
      `Building ${title} failed: "npm run build --workspace ${path}" ended with ${code} and said:\n${output.trim()}`,
    );
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
}

function runBuild(folder, path) {
  return new Promise((resolve) => {
    const npm = spawn('npm', ['run', 'build', '--workspace', path, '--loglevel=error'], {
      cwd: folder,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    npm.on('error', (error) => resolve({ code: error.message, output }));
    npm.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** By content, not by time: a checkout touches files that it does not change. */
function hashOf(folder, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(folder, path))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

const notSources = /^(?:node_modules|dist|coverage|\..*|.*\.tsbuildinfo|.*\.test\.tsx?)$/;

function filesBelow(folder, path) {
  if (!existsSync(join(folder, path))) return [];
  // A file has no entries of its own.
  if (/\.json$/.test(path)) return [path];
  const entries = readdirSync(join(folder, path), { withFileTypes: true }).filter(
    (entry) => !notSources.test(entry.name),
  );
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, below);
    return entry.isFile() ? [below] : [];
  });
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
