import { expect, test } from 'vitest';
import { complaintAbout } from './commit-subject.mjs';

test('accepts a conventional subject, with a scope, a breaking mark, a body', () => {
  expect(complaintAbout('fix: keep the place after signing in\n\nWhy.')).toBeUndefined();
  expect(complaintAbout('feat(client)!: name the faults')).toBeUndefined();
  expect(complaintAbout('Merge branch "waitlist"')).toBeUndefined();
});

test.each([
  'Fixed things',
  'fix:no space',
  'fix: ends with a stop.',
  'feet: not a type',
  'fix(Client): a capital',
  '',
])('refuses %j', (subject) => {
  expect(complaintAbout(subject)).toContain('type(scope)');
});

test('refuses a subject that no list shows whole', () => {
  expect(complaintAbout(`docs: ${'a'.repeat(66)}`)).toBeUndefined();
  expect(complaintAbout(`docs: ${'a'.repeat(67)}`)).toContain('73 characters');
});
