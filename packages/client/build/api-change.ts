// Says what the API's change since a git ref asks of a changeset: `npm run api-change -- origin/main`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { compareApis } from './compare-apis.ts';

const ref = process.argv[2] ?? 'main';
const before = execFileSync('git', ['show', `${ref}:./src/api.generated.ts`], {
  cwd: new URL('..', import.meta.url),
  encoding: 'utf8',
});
const after = readFileSync(new URL('../src/api.generated.ts', import.meta.url), 'utf8');
const { release, reasons } = compareApis(before, after);
console.log([release, ...reasons.map((reason) => `  ${reason}`)].join('\n'));
