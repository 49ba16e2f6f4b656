import type { Page, Request } from 'playwright-core';

const open = new WeakMap<Page, Set<Request>>();

/** Counts what a page waits for. The stream of notifications is never done, and nobody waits for it. */
export function countRequests(page: Page): void {
  const waiting = new Set<Request>();
  open.set(page, waiting);
  page.on('request', (request) => {
    if (!request.url().includes('/notifications/stream')) waiting.add(request);
  });
  for (const done of ['requestfinished', 'requestfailed'] as const)
    page.on(done as 'requestfinished', (request) => waiting.delete(request));
}

/** Waits until nothing has been asked for half a second. */
export async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  for (let calm = 0; calm < 10; calm++) {
    if ((open.get(page)?.size ?? 0) > 0) calm = 0;
    await page.waitForTimeout(50);
  }
}
