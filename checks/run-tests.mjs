// Runs vitest as a step, and hands over what each file of tests came to.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';

/** When more files than these fail, it was no race. */
const MOST_FILES_AGAIN = 5;

/**
 * @typedef {{ projects: string[], environment: Record<string, string>, words: string[] }} Wanted
 *   `words` are vitest's filters of files.
 * @typedef {import('./vitest-totals.mjs').FileTotals} FileTotals
 */

/**
 * A few files that failed are run once more, alone: what passes then has raced with the rest of the run. It counts
 * as passed, and `failedAtFirst` names it.
 * @param {Wanted} wanted
 * @returns {Promise<{ files: FileTotals[], unhandled: string[], failedAtFirst: FileTotals[] }>}
 */
export async function runTests(wanted) {
  const first = await runVitest(wanted);
  const failed = first.files.filter(({ failures }) => failures.length > 0);
  const isWorthIt = failed.length > 0 && failed.length <= MOST_FILES_AGAIN && first.unhandled.length === 0;
  if (!isWorthIt) return { ...first, failedAtFirst: [] };
  const again = await runVitest({ ...wanted, words: failed.map(({ file }) => file) });
  const isAgain = new Set(again.files.map(({ file }) => file));
  const files = [...first.files.filter(({ file }) => !isAgain.has(file)), ...again.files];
  return { files, unhandled: again.unhandled, failedAtFirst: failed };
}

async function runVitest({ projects, environment, words }) {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  const totalsFile = join(folder, 'totals.json');
  const result = await runStep({
    name: 'tests (vitest)',
    minutes: 60,
    command: [
      'vitest',
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=./checks/vitest-totals.mjs',
      ...words,
    ],
    environment: { ...environment, VITEST_TOTALS: totalsFile },
  });
  const totals = existsSync(totalsFile)
    ? JSON.parse(readFileSync(totalsFile, 'utf8'))
    : { files: [], unhandled: ['vitest ended before it had counted'] };
  rmSync(folder, { recursive: true });
  const isGreen =
    totals.unhandled.length === 0 && totals.files.every(({ failures }) => failures.length === 0);
  // vitest may crash after its last test, or before its first: that is a failure too.
  if (isGreen && result.outcome === 'failed') totals.unhandled.push(result.reason);
  return totals;
}
