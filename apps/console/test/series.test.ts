import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { publishEvent, staffAt } from './crowd.ts';
import { holds } from './holds.ts';
import { setStage } from './stage.ts';

const stage = setStage();

async function makeDraft(): Promise<string> {
  return publishEvent(stage, { status: 'draft', name: 'Choir' });
}

const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });

test('staff repeats an event, sees the dates before, publishes them, and visitors find the others', async () => {
  const eventId = await makeDraft();
  const page = await staffAt(stage, `/staff/events/${eventId}`);
  await page.getByRole('button', { name: 'Repeat' }).click();
  const dialog = dialogOf(page, 'Repeat this event');
  await dialog.getByText('10 dates', { exact: true }).waitFor();
  await holds(page, 'repeat an event');
  await page.setViewportSize({ width: 1280, height: 860 });

  // A rule that goes nowhere is said before it is sent.
  await dialog.getByLabel('Dates in all').fill('900');
  await dialog.getByText('more than 5 years ahead', { exact: false }).waitFor();
  await dialog.getByLabel('Dates in all').fill('4');
  await dialog.getByText('4 dates', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Repeat' }).click();
  await page.getByText('The series has 4 dates.').waitFor();
  const panel = page.getByRole('region', { name: 'Series' });
  await panel.getByRole('listitem').nth(3).waitFor();
  expect(await panel.getByRole('listitem').count()).toBe(4);
  await panel.getByText('4 drafts', { exact: false }).waitFor();

  await panel.getByRole('button', { name: 'Publish all drafts' }).click();
  await dialogOf(page, 'Publish the whole series?')
    .getByRole('button', { name: 'Publish all drafts' })
    .click();
  await page.getByText('The series is published.').waitFor();
  await holds(page, 'a date of a series');

  const visitor = await stage.visitor();
  await visitor.goto(`/events/${eventId}`);
  const others = visitor.getByRole('navigation', { name: 'Other dates' });
  await others.getByRole('link').nth(2).waitFor();
  expect(await others.getByRole('link').count()).toBe(3);
  await holds(visitor, 'an event with other dates');
  await others.getByRole('link').first().click();
  await visitor.waitForURL((url) => url.pathname.startsWith('/events/') && !url.pathname.includes(eventId));
  await visitor.getByRole('navigation', { name: 'Other dates' }).getByRole('link').nth(2).waitFor();
});

test('an edit and a cancellation ask whether they are meant for one date, those after it, or all', async () => {
  const eventId = await makeDraft();
  const page = await staffAt(stage, `/staff/events/${eventId}`);
  await page.getByRole('button', { name: 'Repeat' }).click();
  await dialogOf(page, 'Repeat this event').getByRole('button', { name: 'Repeat' }).click();
  await page.getByText('The series has 10 dates.').waitFor();
  const names = async () =>
    (
      await stage.server.database.query(
        `select name, status from event where series_id in (select series_id from event where id = '${eventId}') order by occurrence_date`,
      )
    ).map((row) => `${row.name} ${row.status}`);

  // By the keyboard alone: the choice, and the way to it.
  await page.getByRole('textbox', { name: 'Name' }).fill('Big choir');
  await page.getByLabel('This date only').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.getByLabel('All dates that are still to come').isChecked()).toBe(true);
  // Past the picture, which the others keep.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The changes are saved.').waitFor();
  expect(new Set(await names())).toEqual(new Set(['Big choir draft']));

  await page.getByRole('textbox', { name: 'Name' }).fill('First evening');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('This date differs from the others in 1 thing', { exact: false }).waitFor();
  expect((await names()).slice(0, 2)).toEqual(['First evening draft', 'Big choir draft']);

  // What somebody else changes stays unread, whatever is done to other dates meanwhile.
  await stage.server.database.query(`update event set version = version + 1 where id = '${eventId}'`);
  const panel = page.getByRole('region', { name: 'Series' });
  await panel
    .getByRole('button', { name: /^Leave out/ })
    .first()
    .click();
  const skip = page.getByRole('dialog', { name: /^Leave out/ });
  await skip.getByRole('button', { name: 'Leave out' }).click();
  await skip.getByText('Say why.').waitFor();
  await skip.getByLabel('Reason').fill('A holiday.');
  await skip.getByRole('button', { name: 'Leave out' }).click();
  await page.getByText('The date is left out.').waitFor();
  expect(await names()).toHaveLength(9);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Somebody else changed this event').waitFor();
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await page.getByText('Somebody else changed this event').waitFor({ state: 'hidden' });

  await panel.getByRole('button', { name: 'Change the rule' }).click();
  const rule = dialogOf(page, 'When it comes back');
  await holds(page, 'change the rule of a series');
  await page.setViewportSize({ width: 1280, height: 860 });
  await rule.getByLabel('Every').fill('2');
  await rule.getByLabel('Dates from here on').fill('5');
  await rule.getByLabel('All dates that are still to come').check();
  await rule.getByRole('button', { name: 'Change the rule' }).click();
  await page.getByText(/^Dates changed: /).waitFor();
  expect(await names()).toHaveLength(5);

  await page.getByRole('button', { name: 'Cancel event' }).click();
  const cancel = dialogOf(page, 'Cancel this event?');
  await cancel.getByLabel('Reason').fill('It rains.');
  await cancel.getByLabel('This date and those after it').check();
  await holds(page, 'cancel dates of a series');
  await cancel.getByRole('button', { name: 'Cancel event' }).click();
  await page.getByText('The dates are cancelled.').waitFor();
  expect((await names()).every((one) => one.endsWith('cancelled'))).toBe(true);
});

test('a date that the series has already is said as people write it', async () => {
  const eventId = await makeDraft();
  const page = await staffAt(stage, `/staff/events/${eventId}`);
  await page.getByRole('button', { name: 'Repeat' }).click();
  await dialogOf(page, 'Repeat this event').getByRole('button', { name: 'Repeat' }).click();
  await page.getByText('The series has 10 dates.').waitFor();
  const [taken] = await stage.server.database.query(
    `select to_char(occurrence_date::date, 'YYYY-MM-DD') as iso, to_char(occurrence_date::date, 'FMDD Mon YYYY') as said
     from event where series_id in (select series_id from event where id = '${eventId}') order by 1 offset 1 limit 1`,
  );
  await page.getByRole('button', { name: 'Add a date' }).click();
  const dialog = dialogOf(page, 'Another date of the series');
  await dialog.getByLabel('Day').fill(taken?.iso as string);
  await dialog.getByRole('button', { name: 'Add a date' }).click();
  await dialog.getByText(`The series has ${taken?.said} already.`, { exact: false }).waitFor();
});
