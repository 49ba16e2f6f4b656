import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './run-step.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-vitest-totals-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function totalsOf(files) {
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(folder, path), `import { beforeAll, describe, expect, test } from 'vitest';\n${text}`);
  }
  const reporter = `--reporter=${join(root, 'checks/vitest-totals.mjs')}`;
  spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, reporter],
    {
      cwd: folder,
      env: { ...process.env, VITEST_TOTALS: join(folder, 'totals.json') },
    },
  );
  return JSON.parse(readFileSync(join(folder, 'totals.json'), 'utf8'));
}

test('counts what passed and what failed', () => {
  const totals = totalsOf({
    'seats.test.mjs': `test('free', () => {}); test('taken', () => {}); test('lost', () => { expect(1).toBe(2); });`,
  });
  expect(totals).toEqual({
    files: [
      {
        file: 'seats.test.mjs',
        passed: 2,
        failures: [{ name: 'lost', reason: 'expected 1 to be 2 // Object.is equality' }],
        skipped: [],
      },
    ],
    unhandled: [],
  });
});

test('hands over why a test was skipped, and says so when nobody said', () => {
  const { files } = totalsOf({
    'seats.test.mjs': `test('shown', (context) => context.skip(true, 'no browser')); test.skip('later', () => {});`,
  });
  expect(files[0].skipped).toEqual([
    { name: 'shown', reason: 'no browser' },
    { name: 'later', reason: expect.stringContaining('no reason given') },
  ]);
});

test('counts a hook that throws and a file that does not load as failures, not as skips', () => {
  const { files } = totalsOf({
    'hook.test.mjs': `describe('x', () => { beforeAll(() => { throw new Error('x'); }); test('never', () => {}); });`,
    'load.test.mjs': `throw new Error('not loaded');`,
  });
  expect(files.sort((one, other) => one.file.localeCompare(other.file))).toEqual([
    { file: 'hook.test.mjs', passed: 0, failures: [{ name: 'x', reason: 'x' }], skipped: [] },
    {
      file: 'load.test.mjs',
      passed: 0,
      failures: [{ name: 'the file itself', reason: 'not loaded' }],
      skipped: [],
    },
  ]);
});

test('counts a rejection that nobody awaited', () => {
  const totals = totalsOf({
    'late.test.mjs': `test('ends first', async () => {
      void Promise.reject(new Error('late'));
      await new Promise((resolve) => setImmediate(resolve));
    });`,
  });
  expect(totals).toMatchObject({ files: [{ passed: 1 }], unhandled: ['late'] });
});
