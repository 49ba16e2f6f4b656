import { expect, test } from 'vitest';
import { internalAddress } from './internal-address.ts';

const origin = 'https://foyer.example.org';

test('keeps an address of this site', () => {
  expect(internalAddress('/events/1?when=past', origin)).toBe('/events/1?when=past');
});

test.each([
  'https://elsewhere.example.org/',
  '//elsewhere.example.org',
  '/\\elsewhere.example.org',
  '\\\\elsewhere.example.org',
  'javascript:alert(1)',
  'data:text/html,hello',
  '/\t/elsewhere.example.org',
  '/.//elsewhere.example.org',
])('does not lead elsewhere: %s', (next) => {
  expect(internalAddress(next, origin)).toBe('/');
});

test('goes to the programme when nothing is asked for', () => {
  expect(internalAddress(undefined, origin)).toBe('/');
});
