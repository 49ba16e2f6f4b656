import { platform } from '../platform.ts';

/** One at a time over all tabs of an origin; where the browser cannot, the server's grace for a repeat must do. */
export function exclusivelyAcrossTabs(name: string): <T>(task: () => Promise<T>) => Promise<T> {
  return (task) => {
    const locks = platform.navigator?.locks;
    return locks ? locks.request(name, task) : task();
  };
}
