import { expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, hasFocus, isShownAsUsed, press, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('makes a key for what it may do, shows it once, and revokes it', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'tool@example.org', fullName: 'To Ol' });
  await page.goto('/account/keys');
  await page.getByText('No API keys').waitFor();
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Create and change events').count()).toBe(0);
  await dialog.getByLabel('See events').uncheck();
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByText('Give a name.').waitFor();
  await dialog.getByText('Choose at least one.').waitFor();
  await dialog.getByLabel('Name', { exact: true }).fill('Nightly report');
  await dialog.getByLabel('See your profile').check();
  await dialog.getByLabel('Ends by itself after').selectOption('30 days');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const key = (await dialog.getByText(/^foyer_/).textContent()) ?? '';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Copy key' }).click();
  await dialog.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  const row = page.getByRole('listitem').filter({ hasText: 'Nightly report' });
  await row.getByText('See your profile').waitFor();
  await row.getByText(`Ends in ${key.slice(-4)}`).waitFor();
  await row.getByText('not used yet').waitFor();
  expect(await page.content()).not.toContain(key);
  expect(await works(key)).toBe(200);
  await isShownAsUsed(page, row);

  await page.getByRole('button', { name: 'Revoke Nightly report' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No API keys').waitFor();
  expect(await works(key)).toBe(401);
});

test('makes, copies and revokes keys with the keyboard alone, and the focus is never lost', async () => {
  const page = await stage.visitor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signUp(stage, page, { address: 'typed@example.org', fullName: 'Ty Ped' });
  await page.goto('/account/keys');
  const dialog = page.getByRole('dialog');
  const heading = page.getByRole('heading', { level: 1 });
  const create = page.getByRole('main').getByRole('button', { name: 'Create a key' });
  await press(page, create);
  await hasFocus(dialog.getByLabel('Name', { exact: true }));
  await page.keyboard.press('Escape');
  await hasFocus(create);
  for (const name of ['First', 'Second']) {
    await press(page, create);
    await hasFocus(dialog.getByLabel('Name', { exact: true }));
    await page.keyboard.type(name);
    await tabTo(page, dialog.getByLabel('See your profile'));
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await press(page, dialog.getByRole('button', { name: 'Copy key' }));
    await dialog.getByText('Copied').waitFor();
    const key = (await dialog.getByText(/^foyer_/).textContent()) ?? '';
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    await press(page, dialog.getByRole('button', { name: 'I have kept it' }));
    await page.getByRole('heading', { name }).waitFor();
    expect(await works(key)).toBe(200);
  }
  // The list is there now, and the button that had opened the dialog stands elsewhere.
  await tabTo(page, create);
  for (const name of ['First', 'Second']) {
    const revoke = page.getByRole('button', { name: `Revoke ${name}` });
    await press(page, revoke);
    await hasFocus(dialog.getByRole('button', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await hasFocus(revoke);
    await page.keyboard.press('Enter');
    await press(page, dialog.getByRole('button', { name: 'Revoke' }));
    await revoke.waitFor({ state: 'detached' });
    await hasFocus(heading);
  }
  await page.getByText('No API keys').waitFor();
});

test('tells staff that a key of theirs sees everybody’s accounts, as they do', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'sees-all@example.org', fullName: 'See Sall' });
  await page.goto('/account/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  const scope = 'See your profile, and everybody’s accounts';
  await dialog.getByLabel('Name', { exact: true }).fill('Directory');
  await dialog.getByLabel('See events').uncheck();
  await dialog.getByLabel(scope).check();
  await holds(page, 'a key of staff');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const key = (await dialog.getByText(/^foyer_/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Directory' }).getByText(scope).waitFor();
  expect((await ask({ url: stage.server.url, token: key }, 'accounts.list', {})).outcome).toBe('OK');
});

test('registers an API client, shows its secret once, gives it another and disables it', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'super@example.org', fullName: 'Su Per' });
  await page
    .getByRole('navigation', { name: 'Staff area' })
    .getByRole('link', { name: 'API clients' })
    .click();
  await page.getByText('No API clients').waitFor();
  await page.getByRole('button', { name: 'New client' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Ticket kiosk');
  const origins = dialog.getByLabel('Origins of its web pages');
  await origins.fill('https://kiosk.example.org\nhttps://kiosk.example.org/shop');
  await dialog.getByRole('button', { name: 'Register' }).click();
  await dialog.getByText('Not an origin: https://kiosk.example.org/shop.').waitFor();
  await origins.fill('https://kiosk.example.org');
  await dialog.getByRole('button', { name: 'Register' }).click();
  const first = await dialog.locator('code').last().textContent();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  await page.getByRole('button', { name: 'Edit Ticket kiosk' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Ticket desk');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'New secret for Ticket desk' }).click();
  await dialog.getByRole('button', { name: 'New secret' }).click();
  await dialog.getByText('Secret of Ticket desk').waitFor();
  expect(await dialog.locator('code').last().textContent()).not.toBe(first);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  await page.getByRole('button', { name: 'Disable Ticket desk' }).click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('Disabled', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Edit Ticket desk' }).count()).toBe(0);
});

test('keeps API clients from those who are no superusers', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'none@example.org', fullName: 'No Ne' });
  await page.goto('/staff/clients');
  await page.getByRole('heading', { name: 'This page is for staff' }).waitFor();
});

async function works(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${stage.server.url}/trpc/accounts.me`, { headers })).status;
}
