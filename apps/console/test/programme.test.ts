import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { publishEvent } from './crowd.ts';
import { holds } from './holds.ts';
import { signUp, tabTo } from './people.ts';
import { quiet } from './quiet.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('joins an event, sees a seat less, and gives it back', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'join@example.org', fullName: 'Jo In' });
  await openEvent(page, 'Bread from scratch');
  const before = await seatsLeft(page);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('You are going. A confirmation is in your mail.').waitFor();
  await seatsBecome(page, before - 1);

  await page.getByRole('link', { name: 'My events' }).click();
  await page.getByRole('link', { name: 'Bread from scratch' }).waitFor();
  await page.getByRole('link', { name: 'Programme' }).click();
  await card(page, 'Bread from scratch').getByText('You are going').waitFor();
  await card(page, 'Bread from scratch')
    .getByText(`${before - 1} seats left`)
    .waitFor();

  await openEvent(page, 'Bread from scratch');
  await page.getByRole('button', { name: 'Leave this event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave this event?' });
  await dialog.getByRole('button', { name: 'Leave this event' }).click();
  await page.getByText('You have left this event.').waitFor();
  await seatsBecome(page, before);
  await page.getByRole('button', { name: 'Join' }).waitFor();
});

test('whoever leaves right after joining is not told any more that they are in', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'undecided@example.org', fullName: 'Un Decided' });
  // No notice goes by itself, however slow the machine is.
  await page.addInitScript(() => {
    const { setTimeout } = window;
    const isKept = (milliseconds = 0) => milliseconds === 6_000;
    window.setTimeout = ((what: () => void, milliseconds?: number) =>
      isKept(milliseconds) ? 0 : setTimeout(what, milliseconds)) as typeof window.setTimeout;
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('You are in.').waitFor();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByText('You have left this event.').waitFor();
  await page.getByText('You are in.').waitFor({ state: 'detached' });
});

test('a double click joins once, and leaves once', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'double@example.org', fullName: 'Dou Ble' });
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, procedure] = /participations\.(join|leave)/.exec(request.url()) ?? [];
    if (procedure !== undefined) asked.push(procedure);
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  await page.getByRole('button', { name: 'Join' }).dblclick();
  await page.getByText('You are in.').waitFor();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).dblclick();
  await page.getByText('You have left this event.').waitFor();
  await quiet(page);
  expect(asked).toEqual(['join', 'leave']);
});

test('brings a visitor who pressed join back, signed in and joined', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await openEvent(page, 'Dawn chorus walk');
  const before = await seatsLeft(page);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Came Back');
  await page.getByLabel('E-mail address').fill('back@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code from the mail').fill(await stage.server.codeFor('back@example.org'));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dawn chorus walk' }).waitFor();
  await page.getByText('You are going. A confirmation is in your mail.').waitFor();
  await seatsBecome(page, before - 1);
});

test('shows more events when asked, and says how many', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').nth(8).waitFor();
  expect(await page.getByRole('article').count()).toBe(9);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('article').nth(11).waitFor();
  await page.getByRole('status').filter({ hasText: '3 more shown.' }).waitFor();
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
});

test('shows event times in the zone of the place, and in the visitor’s own where the clocks differ', async () => {
  const inLisbon = await stage.visitor();
  await inLisbon.goto('/');
  await openEvent(inLisbon, 'Bread from scratch');
  await inLisbon.getByText(/10:00.*15:00 .*CET/).waitFor();
  await inLisbon.getByText(/09:00.*14:00, your time/).waitFor();
  const inBerlin = await stage.visitor({ timezoneId: 'Europe/Madrid' });
  await inBerlin.goto('/');
  await openEvent(inBerlin, 'Bread from scratch');
  await inBerlin.getByText(/10:00.*15:00 .*CET/).waitFor();
  expect(await inBerlin.getByText('your time').count()).toBe(0);
});

test('the programme goes into a calendar by a link, also by the keyboard alone and on a phone', async () => {
  const page = await stage.visitor();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/?q=bread');
  await card(page, 'Bread from scratch').waitFor();
  const { host } = new URL(stage.server.url);
  const subscribe = page.getByRole('link', { name: 'Subscribe in your calendar' });
  await tabTo(page, subscribe);
  expect(await subscribe.getAttribute('href')).toBe(`webcal://${host}/calendar/events.ics`);
  const file = page.getByRole('link', { name: 'Calendar file (.ics)' });
  await tabTo(page, file);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('events.ics');
  const feed = await (await fetch((await file.getAttribute('href')) ?? '')).text();
  expect(feed).toContain('SUMMARY:Bread from scratch');
  await holds(page, 'the programme with its calendar');
});

test('has an empty state for events that are over', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByText('Past', { exact: true }).click();
  await page.getByRole('heading', { name: 'Nothing is over yet' }).waitFor();
  expect(new URL(page.url()).search).toBe('?when=past');
});

test('says that an event does not exist', async () => {
  const page = await stage.visitor();
  for (const id of ['00000000-0000-7000-8000-000000000000', 'nonsense']) {
    await page.goto(`/events/${id}`);
    await page.getByRole('heading', { level: 1, name: 'There is no such event' }).waitFor();
  }
});

async function openEvent(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

function card(page: Page, name: string) {
  return page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
}

function seats(page: Page) {
  return page.getByRole('definition').getByText(/^\d+ seats? left$/);
}

async function seatsLeft(page: Page): Promise<number> {
  return Number.parseInt(
    (await seats(page)
      .or(page.getByText(/^\d+ seats? left$/))
      .first()
      .textContent()) ?? '',
    10,
  );
}

async function seatsBecome(page: Page, expected: number): Promise<void> {
  await page.getByText(`${expected} seats left`).first().waitFor();
}

test('an event goes into a calendar, and one’s own events by a private address', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'calendar@example.org', fullName: 'Cal Endar' });
  await page.goto('/my-events');
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = page.getByLabel('Private address');
  await address.waitFor();
  const feed = await address.inputValue();
  expect((await page.request.get(feed)).status()).toBe(200);
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('button', { name: 'Make an address' }).waitFor();
  expect((await page.request.get(feed)).status()).toBe(404);

  await page.goto('/');
  await openEvent(page, 'Bread from scratch');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Add to your calendar' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('event.ics');
});

test('an event of which nothing is said has no heading over nothing', async () => {
  const page = await stage.visitor();
  await page.goto(`/events/${await publishEvent(stage, { description: '', shortDescription: '' })}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('heading', { name: 'About this event' }).count()).toBe(0);
  await holds(page, 'an event of which nothing is said');
});
