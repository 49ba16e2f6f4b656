import { platform, systemClock } from '../platform.ts';

/** One at a time over all tabs of an origin; where the browser cannot, the server's grace for a repeat must do. */
export function exclusivelyAcrossTabs(name: string): <T>(task: () => Promise<T>) => Promise<T> {
  return (task) => {
    const locks = platform.navigator?.locks;
    if (!locks) return task();
    return locks.request(name, async () => {
      // What the tab before has told us is on its way: it comes before the next turn, and often saves the task.
      await systemClock.wait(0);
      return task();
    });
  };
}
