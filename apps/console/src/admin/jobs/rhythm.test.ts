import { expect, test } from 'vitest';
import { rhythmOf } from './rhythm.ts';

test('reads what is done every minute, every hour and every day', () => {
  expect(rhythmOf('* * * * *')).toBe('everyMinute');
  expect(rhythmOf('17 * * * *')).toEqual({ minute: 17 });
  expect(rhythmOf('41 4 * * *')).toEqual({ hour: 4, minute: 41 });
});

test.each(['*/10 * * * *', '17 2 * * 1', '17 2 1 * *', '0 9-17 * * *', '17 2,14 * * *', ''])(
  'says nothing of %j rather than half of it',
  (cron) => expect(rhythmOf(cron)).toBeUndefined(),
);
