import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseZone, zone } from './choose-zone.ts';
import { becomeSuperuser, signUp } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('becomes the first superuser by link, and creates, publishes, edits and cancels an event', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'first@example.org', fullName: 'First Superuser' });
  await createEvent(page, { name: 'Lantern parade', capacity: '1' });
  await publish(page);

  const visitor = await stage.visitor();
  await signUp(stage, visitor, { address: 'guest@example.org', fullName: 'Early Guest' });
  await visitor.getByRole('link', { name: 'Lantern parade' }).click();
  await visitor.getByRole('button', { name: 'Join' }).click();
  await visitor.getByText('You are going.').waitFor();

  const late = await stage.visitor();
  await signUp(stage, late, { address: 'late@example.org', fullName: 'Late Guest' });
  await late.getByRole('link', { name: 'Lantern parade' }).click();
  await late.getByText('Full, waitlist open').waitFor();
  await late.getByRole('button', { name: 'Join the waitlist' }).click();
  await late.getByText('Your place in line: 1.').waitFor();

  await page.getByRole('link', { name: 'Participants' }).click();
  await page.getByText('Early Guest').waitFor();
  await page.getByText('Waitlist, place 1').waitFor();
  await page.getByRole('link', { name: 'Edit event' }).click();

  await page.getByLabel('Name').fill('Lantern parade by the river');
  await page.getByLabel('Seats').fill('2');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('The changes are saved.').waitFor();
  await late.reload();
  await late.getByRole('heading', { level: 1, name: 'Lantern parade by the river' }).waitFor();
  await late.getByText('You are going.').waitFor();

  await page.getByRole('button', { name: 'Cancel event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this event?' });
  await dialog.getByRole('button', { name: 'Cancel event' }).click();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByLabel('Reason').fill('The river has risen.');
  await dialog.getByRole('button', { name: 'Cancel event' }).click();
  await page.getByText('The event is cancelled.').waitFor();
  await visitor.reload();
  await visitor.getByText('This event is cancelled').waitFor();
  await visitor.getByText('Reason: The river has risen.').waitFor();
  expect(await visitor.getByRole('button', { name: /Join|Leave/ }).count()).toBe(0);
});

test('takes the token of the one-time link out of the address bar', async () => {
  const page = await stage.visitor();
  const link = await stage.server.enrolmentUrl();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Become the first superuser' }).waitFor();
  expect(page.url()).toBe(`${stage.server.url}/enrol`);
  await page.goto('/enrol');
  await page.getByRole('heading', { name: 'This link is not complete' }).waitFor();
});

test('complains near the fields, and puts the focus on the first of them', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'fields@example.org', fullName: 'Field Marshal' });
  await page.getByRole('link', { name: 'New event' }).click();
  await page.getByRole('link', { name: 'All events' }).click();
  await page.getByRole('link', { name: 'New event' }).click();
  await page.getByLabel('Starts').fill('2031-05-01T20:00');
  await page.getByLabel('Ends').fill('2031-05-01T19:00');
  await zone(page).fill('Nowhere/Land');
  await page.getByText('No zone fits.').waitFor();
  await page.keyboard.press('Tab');
  expect(await zone(page).inputValue()).toBe('Europe/Lisbon');
  await page.getByLabel('Seats').fill('many');
  await page.getByLabel('Registration closes').fill('2031-05-01T19:01');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('The end lies before the start.').waitFor();
  await page.getByText('A whole number from 1 to 1,000,000.').waitFor();
  await page.getByText('It closes after the event has ended.').waitFor();
  const name = page.getByLabel('Name');
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  // What only the server refuses stands near its field as well.
  await name.fill('A bell\u0007rings');
  await page.getByLabel('Ends').fill('2031-05-01T21:00');
  await chooseZone(page, 'Europe/Berlin');
  await page.getByLabel('Seats').fill('');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('One line without control characters.').waitFor();
  await page.getByText('Please look at the fields that are marked.').waitFor();
  await name.fill('A bell rings');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('The draft is created.').waitFor();
});

test('does not overwrite a change of somebody else unseen', async () => {
  const mine = await stage.visitor();
  await becomeSuperuser(stage, mine, { address: 'both@example.org', fullName: 'Both Hands' });
  await createEvent(mine, { name: 'Quiet reading', capacity: '' });
  const theirs = await mine.context().newPage();
  await theirs.goto(mine.url());
  await theirs.getByLabel('Place', { exact: true }).fill('Reading Room');
  await theirs.getByRole('button', { name: 'Save changes' }).click();
  await theirs.getByText('The changes are saved.').waitFor();

  await mine.getByLabel('Name').fill('Loud reading');
  await mine.getByRole('button', { name: 'Save changes' }).click();
  await mine.getByText('Somebody else changed this event').waitFor();
  await mine.getByRole('button', { name: 'Take theirs' }).click();
  await mine.getByText('Somebody else changed this event').waitFor({ state: 'detached' });
  expect(await mine.getByLabel('Place', { exact: true }).inputValue()).toBe('Reading Room');
  expect(await mine.getByLabel('Name').inputValue()).toBe('Quiet reading');
  await mine.getByLabel('Name').fill('Loud reading');
  await mine.getByRole('button', { name: 'Save changes' }).click();
  await mine.getByText('The changes are saved.').waitFor();
});

test('keeps people who are not staff out, and tells them', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'member@example.org', fullName: 'Me Mber' });
  expect(await page.getByRole('link', { name: 'Staff' }).count()).toBe(0);
  await page.goto('/staff/events');
  await page.getByRole('heading', { level: 1, name: 'This page is for staff' }).waitFor();
});

async function createEvent(
  page: Page,
  { name, capacity }: { name: string; capacity: string },
): Promise<void> {
  await page.getByRole('link', { name: 'New event' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Short description').fill('Made for this test.');
  // Before the demo programme begins, so that it stands first in the list.
  const soon = new Date(stage.server.clock.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('Starts').fill(`${soon}T10:00`);
  await page.getByLabel('Ends').fill(`${soon}T12:00`);
  await chooseZone(page, 'Europe/Berlin');
  await page.getByLabel('Seats').fill(capacity);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('The draft is created.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Edit event' }).waitFor();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The event is published.').waitFor();
}
