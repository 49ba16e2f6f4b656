import type { CheckIn, DoorEntry } from '@foyer/client';
import { expect, test } from 'vitest';
import { verdictOfAnswer, verdictOffline, verdictOfRefusal } from './verdict.ts';

const asOf = new Date('2027-01-01T10:00:00Z');
const entry: DoorEntry = {
  participationId: 'p',
  fullName: 'Ada',
  isSystem: false,
  address: 'ada@example.org',
  state: 'going',
  checkedInAt: null,
  ticketHash: 'h',
};
const offline = (known: Partial<Parameters<typeof verdictOffline>[0]>) =>
  verdictOffline({ entry: undefined, keptAt: undefined, asOf, ...known });

test('E13 without network nobody is let in whom the list does not know, and nothing is certain', () => {
  expect(offline({})).toMatchObject({ kind: 'unsure', isSure: false });
  expect(offline({ entry })).toMatchObject({ kind: 'kept', isSure: false, fullName: 'Ada' });
});

test('E13 without network a ticket lets in once, whether the list or this device remembers', () => {
  const checkedInAt = new Date('2027-01-01T09:00:00Z');
  expect(offline({ entry: { ...entry, checkedInAt } })).toMatchObject({ kind: 'already', at: checkedInAt });
  expect(offline({ entry, keptAt: asOf })).toMatchObject({ kind: 'already-kept', at: asOf });
});

test('E13 without network a ticket without a seat fails as what it is', () => {
  for (const [state, kind] of [
    ['rejected', 'rejected'],
    ['left', 'given-up'],
    ['declined', 'given-up'],
    ['waitlisted', 'no-seat'],
    ['offered', 'no-seat'],
    ['requested', 'no-seat'],
    ['invited', 'no-seat'],
  ] as const)
    expect(offline({ entry: { ...entry, state } })).toMatchObject({ kind, isSure: false });
});

test('a refusal that has no words of its own at the door is no letting in', () => {
  expect(verdictOfRefusal('TICKET_REJECTED', undefined, null).kind).toBe('rejected');
  expect(verdictOfRefusal('NOT_ALLOWED', entry, null)).toMatchObject({ kind: 'failed', fullName: 'Ada' });
});

test('whatever is said of a system user says that it is one', () => {
  const ofImport = { ...entry, fullName: 'Import', isSystem: true };
  const checkIn: CheckIn = {
    participationId: 'p',
    accountId: 'a',
    fullName: 'Import',
    isSystem: true,
    checkedInAt: asOf,
    isFirst: true,
  };
  expect(verdictOfAnswer(checkIn).isSystem).toBe(true);
  expect(verdictOfRefusal('TICKET_REJECTED', ofImport, null).isSystem).toBe(true);
  expect(offline({ entry: ofImport }).isSystem).toBe(true);
  expect(offline({ entry }).isSystem).toBe(false);
});
