// `npm test`: installs what is missing, checks everything, and ends with `N passed, N failed, N skipped`.
// With words, only vitest runs, and they are its filters: `node test.mjs rotate-session`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './checks/browser.mjs';
import { isStale, sourcesBelow } from './checks/files.mjs';
import { root, runStep, runSteps, skip, useNode } from './checks/run-step.mjs';
import { lintSteps, publishingSteps, rootTypes, workspaceScript, workspaceTypes } from './checks/steps.mjs';
import { ensureInstalled, nodeBinary } from './install.mjs';

const sdkBuild = { name: 'build: @foyer/client', workspace: 'packages/client', script: 'build' };
const consoleBuild = { name: 'build: console', workspace: 'apps/console', script: 'build' };
const total = { passed: 0, failed: 0, skipped: 0 };

process.chdir(root);
const filters = process.argv.slice(2);
try {
  await ensureInstalled();
  useNode(nodeBinary());
  if (filters.length === 0) await checkEverything();
  else await testMatching();
} catch (error) {
  console.error(error);
  total.failed += 1;
}
if (total.failed > 0) process.exitCode = 1;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function checkEverything() {
  // The SDK first: whatever imports it is checked against what it will publish.
  await one({
    name: 'generated files are fresh',
    workspace: 'packages/client',
    script: 'check:generated',
  });
  await one(sdkBuild);
  await several([
    ...lintSteps.map((step) => ({ step })),
    { step: rootTypes },
    ...workspaceTypes(),
    workspaceScript({ name: 'build: @foyer/cli', workspace: 'packages/cli', script: 'build' }),
    workspaceScript(consoleBuild),
  ]);
  await several(publishingSteps.map((step) => ({ step })));
  await test([]);
}

/** What the tests read as built is built again if a source is newer. */
async function testMatching() {
  if (isStale('packages/client/dist', ['packages/client/src', 'packages/client/package.json'])) {
    await one(sdkBuild);
  }
  const wantsConsole = sourcesBelow('apps/console').some((path) =>
    filters.some((word) => path.includes(word)),
  );
  if (wantsConsole && isStale('apps/console/dist', ['apps/console/src', 'packages/client/dist'])) {
    await one(consoleBuild);
  }
  await test(filters);
}

async function one(wanted) {
  const { step, skipped } = workspaceScript(wanted);
  add(skipped === undefined ? await runStep(step) : skipped());
}

async function several(wanted) {
  for (const { skipped } of wanted) if (skipped !== undefined) add(skipped());
  const steps = wanted.flatMap(({ step }) => (step === undefined ? [] : [step]));
  for (const result of await runSteps(steps)) add(result);
}

function add(result) {
  total[result.outcome] += 1;
}

/** vitest is no step of its own: its tests are what counts. */
async function test(words) {
  const browser = findBrowser();
  const projects = ['server', 'packages', 'top'];
  if ('path' in browser) projects.push('console');
  else skipConsole(browser.missing);
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
    environment: {
      VITEST_TOTALS: totalsFile,
      ...('path' in browser ? { CHROMIUM_PATH: browser.path } : {}),
    },
  });
  addTests(result, totalsFile);
  rmSync(folder, { recursive: true });
}

function addTests(result, totalsFile) {
  const totals = existsSync(totalsFile)
    ? JSON.parse(readFileSync(totalsFile, 'utf8'))
    : { passed: 0, failed: 0, skipped: [] };
  for (const { name, reason } of totals.skipped) console.log(`skipped: ${name}: ${reason}`);
  if (totals.passed + totals.failed === 0) console.log('FAILED: no test ran');
  total.passed += totals.passed;
  total.skipped += totals.skipped.length;
  // vitest may crash after its last test, or before its first: that is a failure too.
  const isCrash = totals.failed === 0 && (result.outcome === 'failed' || totals.passed === 0);
  total.failed += totals.failed + (isCrash ? 1 : 0);
}

function skipConsole(reason) {
  for (const path of sourcesBelow('apps/console')) {
    if (/[.]test[.]tsx?$/.test(path)) add(skip(path, reason));
  }
}
