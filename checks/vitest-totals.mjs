// A vitest reporter that writes what the end of the test run needs: the counts of every file, why each skip, and
// what failed. (vitest's own JSON report has no place for the reason of a skip.)
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

/**
 * @typedef {{ name: string, reason: string }} Remark
 * @typedef {{ file: string, passed: number, failures: Remark[], skipped: Remark[] }} FileTotals
 * @typedef {{ files: FileTotals[], unhandled: string[] }} Totals `unhandled`: errors that belong to no file.
 */

// vitest makes a reporter by `new`, so this one thing is a class.
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default class VitestTotals {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { files: modules.map(countFile), unhandled: unhandledErrors.map(firstLine) };
    writeFileSync(process.env.VITEST_TOTALS, JSON.stringify(totals));
  }
}

/** @returns {FileTotals} */
function countFile(module) {
  const file = relative(process.cwd(), module.moduleId);
  const totals = { file, passed: 0, failures: [], skipped: [] };
  const broken = new Set([module, ...module.children.allSuites()].filter((part) => part.errors().length > 0));
  // A file that does not load or a hook that throws is one failure; the tests behind it never ran.
  for (const part of broken)
    totals.failures.push({ name: part.fullName ?? 'the file itself', reason: firstLine(part.errors()[0]) });
  for (const test of module.children.allTests()) {
    const { state, note, errors } = test.result();
    const name = test.fullName;
    if (state === 'passed') totals.passed += 1;
    else if (state === 'failed') totals.failures.push({ name, reason: firstLine(errors?.[0]) });
    else if (state === 'pending') totals.failures.push({ name, reason: 'it never ran' });
    else if (!isBehind(test, broken)) {
      const reason = note ?? 'no reason given (write context.skip(condition, reason))';
      totals.skipped.push({ name, reason });
    }
  }
  return totals;
}

function firstLine(error) {
  return String(error?.message ?? error ?? 'no reason given').split('\n', 1)[0];
}

function isBehind(test, broken) {
  for (let part = test.parent; ; part = part.parent) {
    if (broken.has(part)) return true;
    if (part.type === 'module') return false;
  }
}
