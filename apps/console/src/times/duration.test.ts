import { expect, test } from 'vitest';
import { durationOf } from './duration.ts';

test('says the two largest units, in the language that is read', () => {
  expect(durationOf(2 * 86_400 + 3 * 3_600 + 59, 'en')).toBe('2 days 3 hours');
  expect(durationOf(250, 'en')).toBe('4 minutes 10 seconds');
  expect(durationOf(5, 'ru')).toBe('5 секунд');
  expect(durationOf(3_600, 'de')).toBe('1 Stunde');
});
