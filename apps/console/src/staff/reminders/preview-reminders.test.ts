import { expect, test } from 'vitest';
import { isStart, previewReminders } from './preview-reminders.ts';
import type { ReminderDraft } from './reminder-drafts.ts';

const hours = (amount: string): ReminderDraft => ({ amount, unit: 'hours', time: '09:00' });
const days = (amount: string, time: string): ReminderDraft => ({ amount, unit: 'days', time });

const seen = (drafts: ReminderDraft[], startsAtLocal: string, now = '2027-01-01T00:00:00Z') =>
  previewReminders(drafts, { startsAtLocal, timeZone: 'Europe/Berlin' }, new Date(now)).map(
    ({ at, fate }) => `${at.toISOString().slice(0, 16)} ${fate}`,
  );

test('says what each rule comes to, the earliest first, and leaves out what says nothing yet', () => {
  const drafts = [hours('2'), days('1', '09:00'), hours('many'), hours('')];
  expect(seen(drafts, '2027-12-02T10:00')).toEqual(['2027-12-01T08:00 ahead', '2027-12-02T07:00 ahead']);
});

test('E10 over a clock change hours pass, and days keep the hour of the wall', () => {
  expect(seen([hours('24'), days('1', '19:00')], '2027-03-28T19:00')).toEqual([
    '2027-03-27T17:00 ahead',
    '2027-03-27T18:00 ahead',
  ]);
  // What the change skips is as much later, what comes twice is the first.
  expect(seen([days('0', '02:30')], '2027-03-28T19:00')).toEqual(['2027-03-28T01:30 ahead']);
  expect(seen([days('0', '02:30')], '2027-10-31T19:00')).toEqual(['2027-10-31T00:30 ahead']);
});

test('E7 what is past is told from what is ahead, and both from what is not before the start', () => {
  const drafts = [hours('24'), hours('1'), days('0', '10:00'), days('0', '20:00')];
  expect(seen(drafts, '2027-12-02T10:00', '2027-12-02T08:00:00Z')).toEqual([
    '2027-12-01T09:00 past',
    '2027-12-02T08:00 past',
    '2027-12-02T09:00 late',
    '2027-12-02T19:00 late',
  ]);
});

test('there is no start before one is given, nor where no zone is', () => {
  expect(isStart({ startsAtLocal: '', timeZone: 'Europe/Berlin' })).toBe(false);
  expect(isStart({ startsAtLocal: '2027-12-02T10:00', timeZone: 'Berlin' })).toBe(false);
  expect(isStart({ startsAtLocal: '2027-12-02T10:00', timeZone: 'Europe/Berlin' })).toBe(true);
});
