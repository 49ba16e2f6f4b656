import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Waits until a page opens again where there is no network: what it is made of is kept a moment after it is seen. Asked
 * from here again and again, since `waitForFunction` takes the promise of an answer for a yes.
 */
export async function isKept(page: Page): Promise<void> {
  const ask = () =>
    page.evaluate(async () => {
      const kept = await caches.match(location.pathname, { ignoreVary: true });
      return kept !== undefined && navigator.serviceWorker.controller !== null;
    });
  await expect.poll(ask, { timeout: 10_000 }).toBe(true);
}
