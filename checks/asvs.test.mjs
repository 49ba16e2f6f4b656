// What docs/security/asvs.md promises is believed because of the tests that it names: they have to be there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run-step.mjs';

const page = readFileSync(join(root, 'docs/security/asvs.md'), 'utf8');

/** The rows of all tables: `| no. | level | requirement | state | by |`. */
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+\.\d+\.\d+$/.test(number ?? ''))
  .map(([, number, , , state, by]) => ({ number, state, tests: testsIn(by) }));

/** Each `file › name` of a cell; `… › name` is of the file before, and a name may begin with its `describe`. */
function testsIn(by) {
  let file = '';
  return [...by.matchAll(/`([^`]+)`/g)]
    .map(([, quoted]) => quoted.split(' › '))
    .filter(({ length }) => length > 1)
    .map(([named, ...names]) => {
      if (named !== '…') file = named.startsWith('apps/') ? named : `apps/server/src/${named}`;
      return { file, names };
    });
}

/** A complaint, if the file is not there or has no such name, which is a whole string unless it ends with `…`. */
function complaintAbout({ file, names }) {
  const path = join(root, file);
  if (!/[.]test[.]tsx?$/.test(file) || !existsSync(path)) return `there is no ${file}`;
  const source = readFileSync(path, 'utf8');
  const strange = names.find((name) => !new RegExp(`['"\`]${patternOf(name)}`).test(source));
  return strange === undefined ? undefined : `${file} has no "${strange}"`;
}

function patternOf(name) {
  const literal = (text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return name.endsWith('…') ? literal(name.slice(0, -1).trimEnd()) : `${literal(name)}['"\`]`;
}

test('every test that the matrix names exists', () => {
  expect(rows.flatMap(({ tests }) => tests).length).toBeGreaterThan(100);
  const complaints = rows.flatMap(({ number, tests }) =>
    tests
      .map(complaintAbout)
      .filter((complaint) => complaint !== undefined)
      .map((complaint) => `${number}: ${complaint}`),
  );
  expect(complaints).toEqual([]);
});

test('whatever is met without more, or declined, names a test', () => {
  const owing = ['met', 'declined'];
  expect(rows.filter(({ state, tests }) => owing.includes(state) && tests.length === 0)).toEqual([]);
});

test('the count at the top is that of the rows', () => {
  const known = ['met', 'met by code', 'met by text', 'met by absence', 'n/a', 'declined', 'open'];
  expect(rows.filter(({ state }) => !known.includes(state))).toEqual([]);
  const count = (begin) => rows.filter(({ state }) => state.startsWith(begin)).length;
  expect(page).toContain(
    `Of ${rows.length} requirements ${count('met')} are met, ${count('n/a')} do not apply, ${count('declined')} are declined, ${count('open')} are open.`,
  );
});

test('a test that is not there is missed', () => {
  const [missed] = testsIn('`kernel/assurance.test.ts › stands before`');
  expect(complaintAbout(missed)).toBe('apps/server/src/kernel/assurance.test.ts has no "stands before"');
  const [cut, gone] = testsIn('`kernel/assurance.test.ts › stands before …`, `kernel/gone.test.ts › it`');
  expect(complaintAbout(cut)).toBeUndefined();
  expect(complaintAbout(gone)).toBe('there is no apps/server/src/kernel/gone.test.ts');
});
