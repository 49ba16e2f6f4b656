import { expect, test } from 'vitest';
import { makeEvent } from '../../server/src/testing/make-event.ts';
import { holds } from './holds.ts';
import { signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const publish = (own: object = {}) =>
  makeEvent(stage.server.installation.database.fork(), stage.server.clock.now(), own);

test('a seat that becomes free is told at once in another browser, and leads to the event', {
  timeout: 120_000,
}, async () => {
  const [seated, waiting] = [await stage.visitor(), await stage.visitor()];
  await signUp(stage, seated, { address: 'seated@example.org', fullName: 'Sea Ted' });
  await signUp(stage, waiting, { address: 'waiting@example.org', fullName: 'Wai Ting' });
  const eventId = await publish({ name: 'One chair', capacity: 1, waitlist: 'offer' });
  await seated.goto(`/events/${eventId}`);
  await seated.getByRole('button', { name: 'Join' }).click();
  await seated.getByRole('link', { name: 'Notifications, 1 new' }).waitFor();
  await waiting.goto(`/events/${eventId}`);
  await waiting.getByRole('button', { name: 'Join the waitlist' }).click();
  await waiting.getByRole('link', { name: 'Notifications, 1 new' }).waitFor();
  await waiting.goto('/');
  await seated.getByRole('button', { name: /Leave/ }).click();
  await seated.getByRole('dialog').getByRole('button', { name: /Leave/ }).click();
  // Nobody has loaded the page again.
  await waiting.getByRole('link', { name: 'Notifications, 2 new' }).waitFor();
  await waiting
    .getByRole('status')
    .getByText(/new notification/)
    .waitFor({ state: 'attached' });
  await waiting.getByRole('link', { name: 'Notifications, 2 new' }).click();
  await waiting.getByRole('heading', { name: 'A seat is kept for you: One chair' }).waitFor();
  await waiting.getByRole('link', { name: 'Take the seat' }).click();
  await waiting.waitForURL(`**/events/${eventId}`);
  await waiting.getByRole('link', { name: 'Notifications, 1 new' }).waitFor();
});

test('is read by keyboard, one and all; another tab follows; and it fits, in both themes', {
  timeout: 120_000,
}, async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'keys@example.org', fullName: 'Key Board' });
  const other = await page.context().newPage();
  await other.goto('/');
  for (const name of ['First', 'Second', 'Third']) {
    await page.goto(`/events/${await publish({ name })}`);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('You are in', { exact: false }).first().waitFor();
  }
  await other.getByRole('link', { name: 'Notifications, 3 new' }).waitFor();
  const bell = page.getByRole('link', { name: 'Notifications, 3 new' });
  await tabTo(page, bell);
  await page.keyboard.press('Enter');
  const readOne = page.getByRole('button', { name: 'Mark as read' }).first();
  await readOne.waitFor();
  await holds(page, 'notifications');
  await page.setViewportSize({ width: 1280, height: 860 });
  await tabTo(page, readOne);
  await page.keyboard.press('Enter');
  await other.getByRole('link', { name: 'Notifications, 2 new' }).waitFor();
  const readAll = page.getByRole('button', { name: 'Mark all as read' });
  await readAll.focus();
  await page.keyboard.press('Enter');
  await other.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
  await expect.poll(() => page.getByText('New', { exact: true }).count(), { timeout: 10_000 }).toBe(0);
  await page.getByRole('link', { name: 'Choose what comes' }).click();
  const seats = page.getByRole('switch', { name: 'Show news of your seats' });
  await seats.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => seats.isChecked(), { timeout: 10_000 }).toBe(false);
  await holds(page, 'mails and notifications');
  await page.goto(`/events/${await publish({ name: 'Fourth' })}`);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.goto('/notifications');
  await page.getByRole('heading', { name: 'You are in: Third' }).waitFor();
  expect(await page.getByRole('heading', { name: 'You are in: Fourth' }).count()).toBe(0);
});
