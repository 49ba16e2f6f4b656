import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { joinAs, publishEvent, staffAt } from './crowd.ts';
import { hasFocus } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

/** As a page would send it that is older than the API: with something in it that the page shows nowhere. */
async function sendsNoId(page: Page, procedure: string): Promise<void> {
  await page.route(`**/trpc/${procedure}*`, (route) =>
    route.continue({
      postData: (route.request().postData() ?? '').replace(/"eventId":"[^"]*"/, '"eventId":"-"'),
    }),
  );
}

test('what no field of a dialog shows is said by the dialog', async () => {
  const eventId = await publishEvent(stage);
  await joinAs(stage, eventId, ['Ada']);
  const page = await staffAt(stage, `/staff/events/${eventId}/participants`);
  await sendsNoId(page, 'blacklist.add');
  await sendsNoId(page, 'participations.record');
  for (const [item, button] of [
    ['Add to the blacklist', 'Add to the blacklist'],
    ['Change the record', 'Save the record'],
  ] as const) {
    await page.getByRole('button', { name: 'More for Ada' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Threw chairs.');
    await dialog.getByRole('button', { name: button }).click();
    await dialog
      .getByRole('alert')
      .getByText('There is nothing of this name. (eventId)', { exact: false })
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // What opened it was an item of a menu, and that is gone.
    await hasFocus(page.getByRole('heading', { level: 1 }));
  }
});

test('a dialog that was refused and closed opens as if for the first time', async () => {
  const eventId = await publishEvent(stage);
  const page = await staffAt(stage, `/staff/events/${eventId}`);
  const open = page.getByRole('button', { name: 'Cancel event' });
  await open.click();
  await stage.server.database.query(`update event set status = 'archived' where id = '${eventId}'`);
  const dialog = page.getByRole('dialog', { name: 'Cancel this event?' });
  await dialog.getByLabel('Reason').fill('It rains.');
  await dialog.getByRole('button', { name: 'Cancel event' }).click();
  await dialog.getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await hasFocus(open);
  await open.click();
  await dialog.getByLabel('Reason').waitFor();
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('');
  expect(await dialog.getByRole('alert').count()).toBe(0);
});

test('a step that takes its own button away leaves the focus on the page', async () => {
  const eventId = await publishEvent(stage, { status: 'draft' });
  const page = await staffAt(stage, `/staff/events/${eventId}`);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The event is published.').waitFor();
  await hasFocus(page.getByRole('heading', { level: 1 }));
});
