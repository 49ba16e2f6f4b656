import { expect, test } from 'vitest';
import { complaintAbout } from './source-size.mjs';

const lines = (count, line = 'export const seat = 1;') => `${Array(count).fill(line).join('\n')}\n`;

test('lets 300 lines pass and refuses 301', () => {
  expect(complaintAbout('apps/server/src/join-event.ts', lines(300))).toBeUndefined();
  expect(complaintAbout('apps/server/src/join-event.ts', lines(301))).toContain('has 301 lines');
});

test('lets a test have 500 lines and refuses 501', () => {
  expect(complaintAbout('apps/server/src/join-event.test.ts', lines(500))).toBeUndefined();
  expect(complaintAbout('apps/server/src/join-event.test.ts', lines(501))).toContain('the limit is 500');
});

test('passes over what is generated, and what only says so further down is not', () => {
  expect(complaintAbout('packages/client/src/api.generated.ts', lines(900))).toBeUndefined();
  expect(complaintAbout('packages/client/src/api.ts', `// @generated\n${lines(900)}`)).toBeUndefined();
  expect(complaintAbout('packages/client/src/api.ts', `${lines(900)}// @generated\n`)).toContain('901 lines');
});

test('passes over a file that is mostly docstrings, and not one that is half', () => {
  const documented = `/**\n${lines(250, ' * Says what a seat is.')} */\n`;
  expect(complaintAbout('packages/client/src/index.ts', documented + lines(200))).toBeUndefined();
  expect(complaintAbout('packages/client/src/index.ts', documented + lines(260))).toContain('512 lines');
});
