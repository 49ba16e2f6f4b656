import { expect, test } from 'vitest';
import { waysIn, whatIsAsked } from './what-is-asked.ts';

const nothing = { hasPassword: false, hasPasskey: false, chosen: [] } as const;

test('asks for nothing more without a second factor', () => {
  const ways = { ...nothing, hasPassword: true, hasPasskey: true };
  expect(waysIn(ways).map((way) => whatIsAsked(way, ways))).toEqual([[], [], []]);
});

test('asks for the password after a mailed code where nothing but the mailbox was chosen', () => {
  const ways = { ...nothing, hasPassword: true, chosen: ['mail-code'] } as const;
  expect(whatIsAsked('password', ways)).toEqual(['mail-code']);
  expect(whatIsAsked('mail-code', ways)).toEqual(['password']);
});

test('takes a mailed code once, and a passkey wherever there is one', () => {
  const ways = { hasPassword: true, hasPasskey: true, chosen: ['mail-code', 'totp'] } as const;
  expect(whatIsAsked('password', ways)).toEqual(['passkey', 'totp', 'mail-code']);
  expect(whatIsAsked('mail-code', ways)).toEqual(['passkey', 'totp']);
  expect(whatIsAsked('passkey', ways)).toEqual([]);
});

test('names the ways in that there are', () => {
  expect(waysIn(nothing)).toEqual(['mail-code']);
  expect(waysIn({ ...nothing, hasPasskey: true })).toEqual(['mail-code', 'passkey']);
});
