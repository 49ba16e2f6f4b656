import type { Locator, Page } from 'playwright-core';

export function zone(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Time zone' });
}

/** What is typed finds the zone; it is chosen from the list. */
export async function chooseZone(page: Page, name: string): Promise<void> {
  await zone(page).fill(name);
  await page.getByRole('option', { name }).click();
}
