import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './run-step.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-import-rules-'));
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'checks']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const events = 'apps/server/src/programme/events';
const sessions = 'apps/server/src/identity/sessions';

/** The names of the rules that a tree of files breaks. */
function broken(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './checks/use-typescript-5.mjs', cruiser, '--output-type', 'json', 'apps'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  return [...new Set(JSON.parse(stdout).summary.violations.map((violation) => violation.rule.name))].sort();
}

test('accepts a feature whose imports point down', () => {
  expect(
    broken({
      'apps/server/package.json': '{ "dependencies": { "zod": "*" } }',
      'apps/server/src/app-router.ts': `import './programme/events/events.procedures.ts';`,
      [`${events}/events.procedures.ts`]: `import './join-event.ts'; import './events.contract.ts';`,
      [`${events}/join-event.ts`]: `import './event.entity.ts'; import './events.policy.ts'; import './remind.job.ts';
        import '../../identity/sessions/end-session.ts';`,
      [`${events}/remind.job.ts`]: `import '../../kernel/clock.ts';`,
      [`${events}/events.policy.ts`]: `import type { Event } from './event.entity.ts'; export type Mine = Event;`,
      [`${events}/event.entity.ts`]: `import '../../kernel/clock.ts'; export type Event = { name: string };`,
      [`${events}/events.contract.ts`]: `import { z } from 'zod'; export const name = z.string();`,
      [`${sessions}/end-session.ts`]: `import '../../kernel/clock.ts';`,
      'apps/server/src/kernel/clock.ts': 'export const clock = 1;',
    }),
  ).toEqual([]);
});

test('refuses a kernel that knows a feature', () => {
  const files = {
    'apps/server/src/kernel/clock.ts': `import '../programme/events/join-event.ts';`,
    [`${events}/join-event.ts`]: 'export {};',
  };
  expect(broken(files)).toEqual(['kernel-knows-no-feature']);
});

test('refuses a verb that imports a door', () => {
  const files = {
    [`${events}/join-event.ts`]: `import './events.procedures.ts';`,
    [`${events}/events.procedures.ts`]: 'export {};',
  };
  expect(broken(files)).toEqual(['procedures-are-listed-once']);
});

test("refuses another feature's job", () => {
  const files = {
    [`${sessions}/end-session.ts`]: `import '../../programme/events/remind.job.ts';`,
    [`${events}/remind.job.ts`]: 'export {};',
  };
  expect(broken(files)).toEqual(['across-features-no-doors-jobs-or-mails']);
});

test('refuses a contract that reaches into the server, and an entity that knows a verb', () => {
  const files = {
    [`${events}/events.contract.ts`]: `import './event.entity.ts';`,
    [`${events}/event.entity.ts`]: `import './join-event.ts';`,
    [`${events}/join-event.ts`]: 'export {};',
  };
  expect(broken(files)).toEqual(['contract-imports-nothing-of-the-server', 'entity-and-policy-point-down']);
});

test('refuses a console that reaches into the server', () => {
  const files = {
    'apps/console/src/main.tsx': `import type { Event } from '../../server/src/programme/events/event.entity.ts';
      export type Shown = Event;`,
    [`${events}/event.entity.ts`]: 'export type Event = { name: string };',
  };
  expect(broken(files)).toEqual(['console-and-command-line-stand-on-the-sdk']);
});

test('refuses two files that need one another, by their types alone', () => {
  const files = {
    [`${events}/event.entity.ts`]: `import type { Seat } from './seat.entity.ts'; export type Event = { seats: Seat[] };`,
    [`${events}/seat.entity.ts`]: `import type { Event } from './event.entity.ts'; export type Seat = { event: Event };`,
  };
  expect(broken(files)).toEqual(['no-circular']);
});
