import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitAfterMs } from './codes.entity.ts';

describe('the wait after wrong tries', () => {
  it('is nothing after the first wrong try', () => {
    expect([waitAfterMs(0), waitAfterMs(1)]).toEqual([0, 0]);
  });

  it('is min(30 s × 2^tries, 1 h) from the second on', () => {
    expect([2, 3, 4, 5, 6, 7, 8].map((tries) => waitAfterMs(tries) / 1_000)).toEqual([
      120, 240, 480, 960, 1_920, 3_600, 3_600,
    ]);
  });

  it('never shrinks, and never exceeds an hour, however many tries there were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), (tries) => {
        expect(waitAfterMs(tries)).toBe(Math.min(30_000 * 2 ** tries, 3_600_000));
        expect(waitAfterMs(tries + 1)).toBeGreaterThanOrEqual(waitAfterMs(tries));
      }),
    );
  });
});
