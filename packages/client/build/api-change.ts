// Says what the API's change since a git ref asks of a changeset: `npm run api-change -- origin/main`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { compareApis } from './compare-apis.ts';

const ref = process.argv[2] ?? 'main';
const FILES = ['src/api.generated.ts', 'src/problems.generated.ts'];
const folder = new URL('..', import.meta.url);
const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' });
// A version that has no such file says nothing in it.
const kept = git('ls-tree', '--name-only', ref, ...FILES)
  .trim()
  .split('\n');
const before = kept.map((path) => git('show', `${ref}:./${path}`)).join('\n');
const after = FILES.map((path) => readFileSync(new URL(path, folder), 'utf8')).join('\n');
const { release, reasons } = compareApis(before, after);
console.log([release, ...reasons.map((reason) => `  ${reason}`)].join('\n'));
