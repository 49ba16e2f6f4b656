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
  expect(totals).toEqual({ passed: 2, failed: 1, skipped: [] });
});

test('hands over why a test was skipped, and says so when nobody said', () => {
  const { skipped } = totalsOf({
    'seats.test.mjs': `test('shown', (context) => context.skip(true, 'no browser')); test.skip('later', () => {});`,
  });
  expect(skipped).toEqual([
    { name: 'seats.test.mjs > shown', reason: 'no browser' },
    { name: 'seats.test.mjs > later', reason: expect.stringContaining('no reason given') },
  ]);
});

test('counts a hook that throws and a file that does not load as failures, not as skips', () => {
  const totals = totalsOf({
    'hook.test.mjs': `describe('x', () => { beforeAll(() => { throw new Error('x'); }); test('never', () => {}); });`,
    'load.test.mjs': `throw new Error('not loaded');`,
  });
  expect(totals).toEqual({ passed: 0, failed: 2, skipped: [] });
});

test('counts a rejection that nobody awaited', () => {
  const totals = totalsOf({
    'late.test.mjs': `test('ends first', async () => {
      void Promise.reject(new Error('late'));
      await new Promise((resolve) => setImmediate(resolve));
    });`,
  });
  expect(totals).toMatchObject({ passed: 1, failed: 1 });
});
