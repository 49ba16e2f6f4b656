// What is checked, beside what vitest runs: each step is one passed or failed in the total.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, skip } from './run-step.mjs';

const importRules = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';

/** @type {import('./run-step.mjs').Step[]} */
export const lintSteps = [
  { name: 'formatting and lint (biome)', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'promises (oxlint)', command: ['oxlint'] },
  { name: 'file sizes', command: ['node', 'checks/source-size.mjs'] },
  {
    name: 'import rules (dependency-cruiser)',
    command: ['node', '--import', './checks/use-typescript-5.mjs', importRules, 'apps', 'packages'],
  },
  { name: 'nothing unused (knip)', command: ['knip'] },
];

/** @type {import('./run-step.mjs').Step} */
export const rootTypes = { name: 'types: server and packages', command: ['tsc', '--noEmit'] };

/** @type {import('./run-step.mjs').Step[]} */
export const publishingSteps = [
  { name: '@foyer/client stands alone', command: ['node', 'checks/client-stands-alone.mjs'] },
  {
    name: '@foyer/client as published (publint)',
    command: ['publint', 'run', 'packages/client', '--strict'],
  },
  {
    name: '@foyer/client types as resolved (attw)',
    command: ['attw', '--pack', 'packages/client', '--profile', 'esm-only'],
  },
  { name: '@foyer/client size (size-limit)', command: ['size-limit'] },
  { name: '@foyer/cli as published (publint)', command: ['publint', 'run', 'packages/cli', '--strict'] },
];

/**
 * A script of one workspace as a step; a workspace that has no such script is skipped, and it is said.
 * @param {{ name: string, workspace: string, script: string, minutes?: number }} wanted
 * @returns {{ step: import('./run-step.mjs').Step } | { skipped: () => import('./run-step.mjs').Result }}
 */
export function workspaceScript({ name, workspace, script, minutes = 3 }) {
  const manifest = JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8'));
  if (manifest.scripts?.[script] === undefined) {
    return { skipped: () => skip(name, `${workspace}/package.json has no script "${script}"`) };
  }
  return {
    step: { name, minutes, command: ['npm', 'run', '--silent', script, '--workspace', manifest.name] },
  };
}

/** The types of the workspaces that have a tsconfig.json of their own, because they know a DOM or JSX. */
export function workspaceTypes() {
  const own = ['packages/client', 'packages/cli', 'apps/console'].filter((workspace) =>
    existsSync(join(root, workspace, 'tsconfig.json')),
  );
  return own.map((workspace) => ({
    step: { name: `types: ${workspace}`, command: ['tsc', '--noEmit', '--project', workspace] },
  }));
}
