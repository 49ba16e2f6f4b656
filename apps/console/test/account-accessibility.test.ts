import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { totpOf } from '../../server/src/testing/second-factors.ts';
import { plugIn } from './authenticator.ts';
import { holds } from './holds.ts';
import { becomeSuperuser } from './people.ts';
import { quiet } from './quiet.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const minutes = 60_000;

test('every dialog about signing in is accessible and fits, in both themes', {
  timeout: 4 * minutes,
}, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'dialogs@example.org', fullName: 'Di Alogs' });
  await plugIn(page);
  await open(page, '/account/security');
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByText('Give your e-mail address.').waitFor();
  await holds(page, 'change of the address');
  await leave(page);
  await page.getByRole('button', { name: 'Set a password' }).click();
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByText('At least 8 characters.').waitFor();
  await holds(page, 'password');
  await page.getByLabel('New password').fill('seventeen green teapots');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await holds(page, 'webhook');
  await leave(page);
  await page.getByRole('button', { name: 'Add an authenticator app' }).click();
  const dialog = page.getByRole('dialog');
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await holds(page, 'authenticator app');
  await dialog.getByLabel('Code from the app').fill(totpOf(stage.server, secret));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByRole('button', { name: 'I have kept them' }).waitFor();
  await holds(page, 'recovery codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 codes left').waitFor();
  await holds(page, 'second step that is on');
  await page.getByRole('button', { name: 'Turn off the authenticator app' }).click();
  await holds(page, 'second step that is turned off');
});

test('passkeys, keys and clients are accessible and fit, in both themes', {
  timeout: 4 * minutes,
}, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'lists@example.org', fullName: 'Li Sts' });
  await plugIn(page);
  await open(page, '/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('is added.').waitFor();
  await holds(page, 'passkeys');
  await page.getByRole('button', { name: /^Rename / }).click();
  await holds(page, 'passkey that is renamed', [360]);
  await leave(page);
  await open(page, '/account/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByText('Give a name.').waitFor();
  await holds(page, 'key');
  await dialog.getByLabel('Name', { exact: true }).fill('Report');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByRole('button', { name: 'I have kept it' }).waitFor();
  await holds(page, 'key that is made');
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('heading', { name: 'Report' }).waitFor();
  await holds(page, 'keys');
  await open(page, '/staff/clients');
  await page.getByRole('button', { name: 'New client' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Kiosk');
  await dialog.getByLabel('Origins of its web pages').fill('kiosk');
  await dialog.getByRole('button', { name: 'Register' }).click();
  await dialog.getByText('Not an origin: kiosk.').waitFor();
  await holds(page, 'client');
  await dialog.getByLabel('Origins of its web pages').fill('https://kiosk.example.org');
  await dialog.getByRole('button', { name: 'Register' }).click();
  await dialog.getByRole('button', { name: 'I have kept it' }).waitFor();
  await holds(page, 'client that is made');
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('heading', { name: 'Kiosk' }).waitFor();
  await holds(page, 'clients');
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await quiet(page);
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
