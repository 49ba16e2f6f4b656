import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createClient } from '../../../packages/client/src/index.ts';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { publishEvent } from './crowd.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, confirmByCode, isShownAsUsed, press, signOut, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage({ RATE_LIMIT_PER_MINUTE: '0' });
const minutes = 60_000;

/** Goes to a button by the keyboard, and presses it. */
async function pressButton(page: Page, name: string): Promise<void> {
  await press(page, page.getByRole('button', { name, exact: true }));
}

test('a superuser creates a system user and its key by keyboard alone; a tool uses it until it is revoked', {
  timeout: 4 * minutes,
}, async () => {
  const page = await stage.visitor();
  const address = 'keeps-tools@example.org';
  await becomeSuperuser(stage, page, { address, fullName: 'Kee Per' });
  const eventId = await publishEvent(stage);
  await page.goto('/staff/people?group=system');
  await page.getByText('No system users').waitFor();
  await holds(page, 'people without system users');
  await passTime(stage.server, 11 * minutes);

  await pressButton(page, 'Create a system user');
  const dialog = page.getByRole('dialog', { name: 'A new system user' });
  await page.locator('input:focus').waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByText('Give a name.').waitFor();
  await holds(page, 'dialog that creates a system user');
  await page.keyboard.type('Nightly import');
  await tabTo(page, dialog.getByLabel('What everybody may'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await confirmByCode(stage, page, address);
  await page.getByRole('heading', { level: 1, name: 'Nightly import' }).waitFor();
  await page.getByRole('main').getByText('Staff', { exact: true }).waitFor();
  await page.getByText('No API keys').waitFor();

  const client = await makeKey(page);
  expect(await client.participations.join({ eventId })).toMatchObject({ state: 'going' });
  const row = page.getByRole('listitem').filter({ hasText: 'The import' });
  await row.getByText('See events · Join and leave events').waitFor();
  await row.getByText(/^Ends in \S{4} · works until/).waitFor();
  await page.getByText('1 API key', { exact: true }).waitFor();
  await isShownAsUsed(page, row);
  await holds(page, 'system user with a key');

  await pressButton(page, `Revoke The import, which ends in ${await endingIn(page)}`);
  await page.getByRole('dialog', { name: 'Revoke this key?' }).waitFor();
  await pressButton(page, 'Revoke');
  await page.getByText('No API keys').waitFor();
  expect(await client.participations.leave.safe({ eventId })).toMatchObject({
    error: { code: 'SIGN_IN_REQUIRED' },
  });

  await pressButton(page, 'Close account');
  await page.getByText('The API keys of Nightly import stop working at once.').waitFor();
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('It is not used.');
  await page.keyboard.press('Enter');
  await page.getByText('While the account is closed no key of it works, and none is made.').waitFor();
  expect(await page.getByRole('button', { name: 'Create a key' }).count()).toBe(0);
  await holds(page, 'system user that is closed');
});

/** By keyboard: opens the dialog, chooses what the key is for, and takes along what is shown once. */
async function makeKey(page: Page) {
  await pressButton(page, 'Create a key');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('The import');
  const dialog = page.getByRole('dialog', { name: 'Create an API key' });
  expect(await dialog.getByLabel('See its notifications').count()).toBe(1);
  await tabTo(page, dialog.getByLabel('Join and leave events'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  const shown = page.getByText(/^foyer_/);
  const apiKey = (await shown.textContent()) ?? '';
  await holds(page, 'key that is shown once');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await pressButton(page, 'Copy key');
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(apiKey);
  await pressButton(page, 'I have kept it');
  await shown.waitFor({ state: 'detached' });
  return createClient({ url: stage.server.url, apiKey });
}

async function endingIn(page: Page): Promise<string> {
  const text = (await page.getByText(/^Ends in/).textContent()) ?? '';
  return text.slice('Ends in '.length, 'Ends in '.length + 4);
}

test('a system user is marked among the people of an event, in their history and at the door', {
  timeout: 2 * minutes,
}, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'marks@example.org', fullName: 'Mar Ker' });
  const eventId = await publishEvent(stage);
  await page.goto('/staff/people');
  await page.getByRole('button', { name: 'Create a system user' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Hourly sync');
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Hourly sync' }).waitFor();
  const client = await makeKey(page);
  await client.participations.join({ eventId });

  await page.goto(`/staff/events/${eventId}/participants`);
  const row = page.getByRole('listitem').filter({ hasText: 'Hourly sync' });
  await row.getByText('System user').waitFor();
  expect(await page.getByText('system:', { exact: false }).count()).toBe(0);
  await holds(page, 'people of an event with a system user');
  await row.getByRole('button', { name: /Hourly sync/ }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History of Hourly sync' });
  await history.getByText('System user').waitFor();
  await holds(page, 'history of a system user');

  await page.goto(`/staff/events/${eventId}/check-in`);
  await row.getByText('System user').waitFor();
  expect(await page.getByText('system:', { exact: false }).count()).toBe(0);
  await holds(page, 'door with a system user');
});

test('staff sees a system user, and neither creates one nor sees its keys', {
  timeout: 2 * minutes,
}, async () => {
  const { server } = stage;
  const superuser = await stage.visitor();
  await becomeSuperuser(stage, superuser, { address: 'super@example.org', fullName: 'Su Per' });
  await superuser.goto('/staff/people');
  await superuser.getByRole('button', { name: 'Create a system user' }).click();
  await superuser.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Weekly export');
  await superuser.keyboard.press('Enter');
  await superuser.getByText('No API keys').waitFor();
  const page = await stage.visitor();
  const address = 'staff@example.org';
  await signUp(stage, page, { address, fullName: 'Sta Ff' });
  await server.database.query(`update account set role = 'staff' where address = '${address}'`);
  await signOut(page);
  await page.goto('/sign-in?next=/staff/people?group=system');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code from the mail').fill(await server.codeFor(address, 2));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Weekly export' }).waitFor();
  expect(await page.getByRole('button', { name: 'Create a system user' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Weekly export' }).click();
  await page.getByRole('button', { name: 'Close account' }).waitFor();
  expect(await page.getByText('No API keys').count()).toBe(0);
});
