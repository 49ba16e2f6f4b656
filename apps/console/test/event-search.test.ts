import { expect, test } from 'vitest';
import { after, DAY_MS } from '../../server/src/kernel/clock.ts';
import { makeEvent } from '../../server/src/testing/make-event.ts';
import { becomeSuperuser } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const names = (page: Awaited<ReturnType<typeof stage.visitor>>) =>
  page.getByRole('article').getByRole('heading').allTextContents();

const shown = (page: Awaited<ReturnType<typeof stage.visitor>>) =>
  expect.poll(() => names(page), { timeout: 10_000 });

test('finds an event by what one remembers of it, typing errors forgiven, and keeps it in the address', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').nth(8).waitFor();
  await page.getByRole('searchbox', { name: 'Search events' }).fill('braed from scrach');
  await shown(page).toEqual(['Bread from scratch']);
  expect(new URL(page.url()).searchParams.get('q')).toBe('braed from scrach');
  await page.reload();
  await shown(page).toEqual(['Bread from scratch']);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('article').nth(8).waitFor();
  expect(new URL(page.url()).search).toBe('');
});

test('says that nothing fits, and leads back to everything', async () => {
  const page = await stage.visitor();
  await page.goto('/?q=qqqqzzzz');
  await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByRole('article').nth(8).waitFor();
});

test('narrows down by place, days and free seats, by keyboard alone', async () => {
  const { installation, clock } = stage.server;
  const startsAt = after(clock.now(), 200 * DAY_MS);
  const add = (name: string, own: object) =>
    makeEvent(installation.database.fork(), clock.now(), {
      name,
      locationName: 'Lighthouse',
      startsAt,
      ...own,
    });
  await add('Full in the lighthouse', { capacity: 1, seatsTaken: 1 });
  await add('Free in the lighthouse', { capacity: 2, seatsTaken: 1 });
  await add('Later in the lighthouse', { startsAt: after(startsAt, 5 * DAY_MS) });

  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').first().waitFor();
  await page.getByRole('button', { name: 'Filters' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Place' }).focus();
  await page.keyboard.type('lightho');
  await shown(page).toHaveLength(3);
  await page.getByLabel('Until').fill(after(startsAt, DAY_MS).toISOString().slice(0, 10));
  await shown(page).toHaveLength(2);
  await page.getByLabel('Only with free seats').focus();
  await page.keyboard.press('Space');
  await shown(page).toEqual(['Free in the lighthouse']);
});

test('lets staff search too, and duplicate, unpublish and archive what they find', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'searches@example.org', fullName: 'Searching Staff' });
  await page.goto('/staff/events');
  await page.getByRole('searchbox', { name: 'Search events' }).fill('dawn chrous');
  await page.getByRole('link', { name: 'Dawn chorus walk', exact: true }).click();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Another event like this' });
  await dialog.getByLabel('The new one starts').fill('2031-05-01T05:00');
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await page.getByText('The draft is created.').waitFor();
  // The draft opens behind the dialog, which has a field of that name too until it is gone.
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Starts').inputValue()).toBe('2031-05-01T05:00');

  const press = async (name: string, title: string, done: string) => {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog', { name: title }).getByRole('button', { name }).click();
    await page.getByText(done).waitFor();
  };
  await press('Publish', 'Publish this event?', 'The event is published.');
  await press('Back to draft', 'Make this a draft again?', 'The event is a draft again.');
  await page.getByRole('button', { name: 'Cancel event' }).click();
  const cancelling = page.getByRole('dialog', { name: 'Cancel this event?' });
  await cancelling.getByLabel('Reason').fill('It was a test.');
  await cancelling.getByRole('button', { name: 'Cancel event' }).click();
  await press('Archive', 'Archive this event?', 'The event is archived.');
});
