import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openWay } from './give-way.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether it has come through by now. */
function watch(way: Promise<void>): { isThrough: boolean } {
  const seen = { isThrough: false };
  void way.then(() => {
    seen.isThrough = true;
  });
  return seen;
}

const settled = () => vi.advanceTimersByTimeAsync(0);

test('J7 what nobody waits for gives way until the last that is in a hurry is done', async () => {
  const way = openWay();
  const codes = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const;
  const first = way.hurry(() => codes[0].promise);
  const second = way.hurry(() => codes[1].promise);
  const seen = watch(way.giveWay());
  codes[0].resolve('first');
  expect(await first).toBe('first');
  await settled();
  expect(seen.isThrough).toBe(false);
  codes[1].reject(new Error('the relay hung up'));
  await expect(second).rejects.toThrow('the relay hung up');
  await settled();
  expect(seen.isThrough).toBe(true);
  const nobody = watch(way.giveWay());
  await settled();
  expect(nobody.isThrough).toBe(true);
});

test('J7 a relay that hangs over a code holds up nothing else for good', async () => {
  const way = openWay();
  void way.hurry(() => new Promise(() => {}));
  const seen = watch(way.giveWay());
  await vi.advanceTimersByTimeAsync(249);
  expect(seen.isThrough).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.isThrough).toBe(true);
});
