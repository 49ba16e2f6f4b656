// A vitest reporter that writes what the last line of the test run needs: the counts, and why each skip.
// (vitest's own JSON report has no place for the reason of a skip.)
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Totals */

// vitest makes a reporter by `new`, so this one thing is a class.
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default class VitestTotals {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) count(module, totals);
    writeFileSync(process.env.VITEST_TOTALS, JSON.stringify(totals));
  }
}

function count(module, totals) {
  const broken = new Set([module, ...module.children.allSuites()].filter((part) => part.errors().length > 0));
  // A file that does not load or a hook that throws is one failure; the tests behind it never ran.
  totals.failed += broken.size;
  for (const test of module.children.allTests()) {
    const { state, note } = test.result();
    if (state === 'passed') totals.passed += 1;
    else if (state === 'failed') totals.failed += 1;
    else if (state === 'pending') totals.failed += 1;
    else if (!isBehind(test, broken)) {
      const reason = note ?? 'no reason given (write context.skip(condition, reason))';
      totals.skipped.push({ name: `${relative(process.cwd(), module.moduleId)} > ${test.fullName}`, reason });
    }
  }
}

function isBehind(test, broken) {
  for (let part = test.parent; ; part = part.parent) {
    if (broken.has(part)) return true;
    if (part.type === 'module') return false;
  }
}
