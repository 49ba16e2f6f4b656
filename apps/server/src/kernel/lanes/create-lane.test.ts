import { expect, it } from 'vitest';
import { TOO_MANY_REQUESTS as full } from '../fault.contract.ts';
import { createLane } from './create-lane.ts';

/** Work that goes on until it is told to end. */
function openWork() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

it('runs no more at once than it may, and the others in the order in which they came', async () => {
  const lane = createLane({ atOnce: 2, mostWaiting: 10, full });
  const order: number[] = [];
  let running = 0;
  let mostRunning = 0;
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      lane(async () => {
        running++;
        mostRunning = Math.max(mostRunning, running);
        order.push(index);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      }),
    ),
  );
  expect(mostRunning).toBe(2);
  expect(order).toEqual(Array.from({ length: 12 }, (_, index) => index));
});

it('refuses whoever finds its queue full, says when to come again, and takes others once there is room', async () => {
  const lane = createLane({ atOnce: 1, mostWaiting: 2, full });
  const first = openWork();
  const begun = [lane(first.work), lane(async () => {}), lane(async () => {})];
  await expect(lane(async () => {})).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    kind: full,
    retryAfterSeconds: 1,
  });
  first.end();
  await Promise.all(begun);
  expect(await lane(async () => 'in')).toBe('in');
});

it('gives one owner so many places and no more, and leaves the others to everybody else', async () => {
  const lane = createLane({ atOnce: 1, mostWaiting: 10, mostOfOne: 2, full });
  const first = openWork();
  const begun = [lane(first.work, 'one'), lane(async () => {}, 'one')];
  await expect(lane(async () => {}, 'one')).rejects.toMatchObject({ kind: full });
  begun.push(lane(async () => {}, 'another'));
  first.end();
  await Promise.all(begun);
  expect(await lane(async () => 'in', 'one')).toBe('in');
});

it('goes on after work that failed', async () => {
  const lane = createLane({ atOnce: 1, mostWaiting: 2, full });
  const failed = lane(() => Promise.reject(new Error('no')));
  const next = lane(async () => 'in');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('in');
  expect(await lane(async () => 'again')).toBe('again');
});
