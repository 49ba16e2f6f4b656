import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of any rule of axe, and nothing to scroll sideways for, whatever the width and the theme. */
export async function holds(page: Page, what: string, widths = [1280, 360]): Promise<void> {
  // Until the page is drawn it does not hear that the theme is another.
  await page.locator('#root > :not(style)').first().waitFor();
  await page.evaluate(axe);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
      const found = await page.evaluate(async () => {
        // What turns for as long as something is under way is never finished.
        const ending = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
        await Promise.allSettled(ending.map((animation) => animation.finished));
        const { axe } = window as unknown as { axe: { run: (...of: unknown[]) => Promise<AxeResults> } };
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        const { scrollWidth, clientWidth } = document.documentElement;
        return {
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          sideways: scrollWidth - clientWidth,
        };
      });
      expect({ what, width, colorScheme, ...found }).toEqual({
        what,
        width,
        colorScheme,
        violations: [],
        sideways: 0,
      });
    }
  }
}
