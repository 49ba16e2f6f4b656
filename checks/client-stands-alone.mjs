// What `npm i @foyer/client` brings: only built files, no dependencies, and no import that leads to one.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-step.mjs';

const folder = join(root, 'packages/client');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const peers = Object.keys(manifest.peerDependencies ?? {});
const complaints = [];

for (const kind of ['dependencies', 'optionalDependencies', 'bundledDependencies']) {
  if (Object.keys(manifest[kind] ?? {}).length > 0) complaints.push(`package.json has ${kind}`);
}
for (const peer of peers) {
  if (manifest.peerDependenciesMeta?.[peer]?.optional !== true)
    complaints.push(`the peer ${peer} is not optional`);
}

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' }),
);
const paths = packed.files.map((file) => file.path);
for (const path of paths) {
  if (
    !/^(dist\/.+[.](js|d[.]ts|js[.]map|d[.]ts[.]map)|package[.]json|README[.]md|CHANGELOG[.]md|LICENSE)$/.test(
      path,
    )
  ) {
    complaints.push(`${path} is packed`);
  }
}

const importing = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\s]+)\1/g;
const built = paths.filter((path) => /[.](js|d[.]ts)$/.test(path));
for (const path of built) {
  const code = readFileSync(join(folder, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  for (const [, , specifier = ''] of code.matchAll(importing)) {
    if (!isAllowed(specifier)) complaints.push(`${path} imports ${specifier}`);
  }
}
if (built.length === 0) complaints.push('nothing is built');

function isAllowed(specifier) {
  if (/^([.]|node:)/.test(specifier)) return true;
  return peers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`));
}

for (const complaint of complaints) console.error(`@foyer/client: ${complaint}`);
console.log(`${paths.length} packed files looked at, ${complaints.length} complaints`);
if (complaints.length > 0) process.exitCode = 1;
