import type { MyParticipation } from '@foyer/client';
import { expect, test } from 'vitest';
import { grouped } from './my-groups.ts';

const now = new Date('2027-05-01T12:00:00Z');
const inDays = (days: number, own: Partial<MyParticipation>): MyParticipation => ({
  eventId: `${days}`,
  eventName: '',
  startsAt: new Date(now.getTime() + days * 86_400_000),
  timeZone: 'UTC',
  eventStatus: 'published',
  state: 'going',
  waitlistPlace: null,
  offerExpiresAt: null,
  ...own,
});

test('asks first, then says where one goes and waits, the nearest first; what is over comes last, the latest first', () => {
  const items = [
    inDays(9, { state: 'offered' }),
    inDays(8, {}),
    inDays(7, { state: 'waitlisted' }),
    inDays(6, { state: 'requested' }),
    inDays(5, { eventStatus: 'cancelled' }),
    inDays(4, {}),
    inDays(3, { state: 'invited' }),
    inDays(2, { state: 'rejected' }),
    inDays(-1, {}),
  ];
  const ids = grouped(items, now).map(([group, own]) => [group, own.map((one) => one.eventId)]);
  expect(ids).toEqual([
    ['groupAnswer', ['3', '9']],
    ['groupComing', ['4', '8']],
    ['groupWaiting', ['6', '7']],
    ['groupPast', ['5', '2', '-1']],
  ]);
});
