// `npm test`: installs what is missing, checks everything, and ends with `N passed, N failed, N skipped`.
// With words, only vitest runs, and they are its filters: `node test.mjs rotate-session`.
import { findBrowser } from './checks/browser.mjs';
import { isStale, sourcesBelow } from './checks/files.mjs';
import { root, runStep, runSteps, skip, useNode } from './checks/run-step.mjs';
import { runTests } from './checks/run-tests.mjs';
import { lintSteps, publishingSteps, rootTypes, workspaceScript, workspaceTypes } from './checks/steps.mjs';
import { ensureInstalled, nodeBinary } from './install.mjs';

const sdkBuild = { name: 'build: @foyer/client', workspace: 'packages/client', script: 'build' };
const serverBuild = { name: 'build: server', workspace: 'apps/server', script: 'build' };
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
    workspaceScript(serverBuild),
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
  if (isStale('apps/server/dist', ['apps/server/src', 'apps/server/build', 'apps/server/package.json'])) {
    await one(serverBuild);
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
  const environment = 'path' in browser ? { CHROMIUM_PATH: browser.path } : {};
  const { files, unhandled, failedAtFirst } = await runTests({ projects, environment, words });
  addTests(files, unhandled);
  for (const { file, failures } of failedAtFirst)
    for (const { name, reason } of failures) console.log(`failed at first: ${file} > ${name}: ${reason}`);
}

function addTests(files, unhandled) {
  for (const { file, passed, failures, skipped } of files) {
    for (const { name, reason } of skipped) console.log(`skipped: ${file} > ${name}: ${reason}`);
    for (const { name, reason } of failures) console.log(`FAILED: ${file} > ${name}: ${reason}`);
    total.passed += passed;
    total.failed += failures.length;
    total.skipped += skipped.length;
  }
  const crashes = files.some(({ passed, failures }) => passed + failures.length > 0)
    ? unhandled
    : [...unhandled, 'no test ran'];
  for (const reason of crashes) console.log(`FAILED: ${reason}`);
  total.failed += crashes.length;
}

function skipConsole(reason) {
  for (const path of sourcesBelow('apps/console')) {
    if (/[.]test[.]tsx?$/.test(path)) add(skip(path, reason));
  }
}
