import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { holds } from './holds.ts';
import { becomeSuperuser } from './people.ts';
import { quiet } from './quiet.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const minutes = 60_000;

test('every page that a visitor can open is accessible and fits, in both themes', {
  timeout: 3 * minutes,
}, async () => {
  const page = await stage.visitor();
  await page.goto('/');
  const event = await firstEvent(page);
  for (const path of [
    '/',
    '/?when=past',
    '/?q=bread&free=true',
    '/?q=qqqqzzzz',
    `/events/${event}`,
    '/sign-in',
    '/sign-up',
    '/enrol',
    '/recover',
    '/no/such/page',
  ]) {
    await open(page, path);
    await holds(page, path);
  }
  await open(page, '/sign-up');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByText('Give your name.').waitFor();
  await holds(page, 'sign-up with complaints');
  await page.getByLabel('Your name').fill('Axe Visitor');
  await page.getByLabel('E-mail address').fill('axe-visitor@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code from the mail').waitFor();
  await holds(page, 'code');
});

test('every page of an account and of staff is accessible and fits, in both themes', {
  timeout: 4 * minutes,
}, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'axe@example.org', fullName: 'Axe Superuser' });
  await page.goto('/');
  const event = await firstEvent(page);
  await open(page, `/events/${event}`);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('You are going. A confirmation is in your mail.').waitFor();
  await page.getByText('You are in.').waitFor();
  await holds(page, 'joined, with a notification', [360]);
  const paths = [
    `/events/${event}`,
    '/my-events',
    '/account',
    '/account/security',
    '/account/passkeys',
    '/account/sessions',
    '/account/keys',
    '/account/mails',
    '/staff/events',
    '/staff/clients',
    '/staff/events?status=draft',
    '/staff/events/new',
    `/staff/events/${event}`,
    `/staff/events/${event}/participants`,
    `/staff/events/${event}/announcements`,
  ];
  for (const path of paths) {
    await open(page, path);
    await holds(page, path);
  }
  await open(page, '/account');
  await page.getByLabel('About you').fill('x'.repeat(501));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At most 500 characters.').waitFor();
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await page.getByRole('listbox').waitFor();
  await holds(page, 'profile with a complaint and the list of zones');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Nowhere/Land');
  await page.getByText('No zone fits.').waitFor();
  await holds(page, 'profile with no zone that fits', [360]);
  await open(page, '/staff/events/new');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('Fill this in.').first().waitFor();
  await holds(page, 'new event with complaints');
  await open(page, `/staff/events/${event}`);
  await page.getByRole('button', { name: 'Cancel event' }).click();
  await page.getByRole('dialog').waitFor();
  await holds(page, 'cancel dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  for (const name of ['Language', 'Theme', 'Account menu of Axe Superuser']) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name }).click();
    await page.getByRole('menu').waitFor();
    await holds(page, `${name} menu`, [1280]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('dialog', { name: 'Menu' }).waitFor();
  await holds(page, 'drawer', [360]);
});

test('German, with its long words, fits on a small screen', { timeout: 3 * minutes }, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'wort@example.org', fullName: 'Lange Wörter' });
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { level: 1, name: 'Veranstaltungen' }).waitFor();
  await page.goto('/');
  const event = await firstEvent(page);
  const account = [
    '/account',
    '/account/security',
    '/account/passkeys',
    '/account/sessions',
    '/account/keys',
  ];
  const paths = ['/', `/events/${event}`, '/my-events', ...account, '/staff/events', '/staff/clients'];
  for (const path of [...paths, '/staff/events/new', `/staff/events/${event}`, '/sign-in', '/no/such/page']) {
    await open(page, path);
    await holds(page, `${path} in German`, [360]);
  }
  const visitor = await stage.visitor({ locale: 'de-DE' });
  for (const path of ['/sign-in', '/sign-up', '/recover']) {
    await open(visitor, path);
    await holds(visitor, `${path} of a German visitor`, [360]);
  }
  await open(visitor, '/sign-up');
  const folded = visitor.getByRole('main').locator('[aria-expanded="false"]');
  for (let left = 3; left > 0; left--) await folded.first().click();
  await holds(visitor, 'all of /sign-up of a German visitor', [360]);
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await quiet(page);
}

async function firstEvent(page: Page): Promise<string> {
  const address = await page.getByRole('article').first().getByRole('link').getAttribute('href');
  return address?.split('/').at(-1) ?? '';
}
