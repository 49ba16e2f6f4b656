import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { holds } from './holds.ts';
import { becomeSuperuser } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const lineOf = (page: Page, number: number) => page.getByRole('group', { name: `Reminder ${number}` });

/** The times that the rules come to, as the form says them. */
const previewOf = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'At a start on' }).getByRole('listitem').allTextContents();

/** What the lines say, in their order. */
async function linesOf(page: Page): Promise<string[]> {
  const lines = page.getByRole('group', { name: /^Reminder \d/ });
  const texts: string[] = [];
  for (const line of await lines.all()) {
    const unit = await line.getByLabel('Unit').inputValue();
    const time = unit === 'days' ? ` ${await line.getByLabel('Time of day').inputValue()}` : '';
    texts.push(`${await line.getByLabel('How many').inputValue()} ${unit}${time}`);
  }
  return texts;
}

test('an event gets several reminders by keyboard alone, keeps them, and loses one, on a telephone too', {
  timeout: 120_000,
}, async () => {
  const page = await stage.visitor({ viewport: { width: 360, height: 740 } });
  await becomeSuperuser(stage, page, { address: 'reminders@example.org', fullName: 'Re Minder' });
  await page.goto('/staff/events/new');
  await page.getByLabel('Name').fill('Lantern parade');
  await page.getByLabel('Starts').fill('2031-05-01T19:00');
  await page.getByLabel('Ends').fill('2031-05-01T22:00');
  expect(await linesOf(page)).toEqual(['24 hours']);

  await page.getByRole('button', { name: '+ The day before at 09:00' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '+ An hour before' }).focus();
  await page.keyboard.press('Enter');
  await lineOf(page, 3).getByLabel('How many').fill('2');
  expect(await linesOf(page)).toEqual(['24 hours', '1 days 09:00', '2 hours']);
  // What they come to is shown as it is typed, by the start that stands above.
  expect(await previewOf(page)).toEqual(['30 Apr 2031, 9:00', '30 Apr 2031, 19:00', '1 May 2031, 17:00']);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(360);

  // What no reminder can be is said beside it, whether the page knows it or the server.
  await lineOf(page, 3).getByLabel('How many').fill('many');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('From 5 minutes to 30 days before the start.').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'How many');
  expect(await lineOf(page, 3).getByLabel('How many').getAttribute('aria-invalid')).toBe('true');
  expect(await lineOf(page, 1).getByLabel('How many').getAttribute('aria-invalid')).not.toBe('true');
  await lineOf(page, 3).getByLabel('How many').fill('0');
  await lineOf(page, 3).getByLabel('Unit').selectOption('days');
  await lineOf(page, 3).getByLabel('Time of day').fill('20:00');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('A reminder at 20:00 must come before the start.').waitFor();
  expect((await previewOf(page)).at(-1)).toBe('1 May 2031, 20:00: not before the start');
  await lineOf(page, 3).getByLabel('Time of day').fill('12:00');
  await page.getByLabel('Starts').fill('2021-05-01T19:00');
  expect(await previewOf(page)).toEqual(
    ['30 Apr 2021, 9:00', '30 Apr 2021, 19:00', '1 May 2021, 12:00'].map(
      (time) => `${time}: past by now, it is not sent`,
    ),
  );
  await page.getByLabel('Starts').fill('2031-05-01T19:00');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('The draft is created.').waitFor();

  await page.reload();
  await lineOf(page, 3).waitFor();
  expect(await linesOf(page)).toEqual(['24 hours', '1 days 09:00', '0 days 12:00']);
  await page.getByRole('button', { name: 'Remove reminder 2' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent === '+ 24 hours before');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('The changes are saved.').waitFor();
  await page.reload();
  await lineOf(page, 2).waitFor();
  expect(await linesOf(page)).toEqual(['24 hours', '0 days 12:00']);
  await lineOf(page, 2).scrollIntoViewIfNeeded();
  await holds(page, 'an event with reminders');
});
