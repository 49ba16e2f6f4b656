import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { totpOf } from '../../server/src/testing/second-factors.ts';
import { startReceiver } from '../../server/src/testing/start-receiver.ts';
import { plugIn } from './authenticator.ts';
import { becomeSuperuser, enterCode, signUp } from './people.ts';
import { setStage } from './stage.ts';

const receiver = await startReceiver();
const stage = setStage({ WEBHOOK_ALLOWED_HOSTS: receiver.host });

test('sets a password, says which one is too weak, changes it and removes it', async () => {
  const page = await openSecurity('password@example.org');
  await page.getByRole('button', { name: 'Set a password' }).click();
  const field = page.getByLabel('New password');
  await field.fill('short');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByText('At least 8 characters.').waitFor();
  await field.fill('password1234');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByText('This is one of the passwords that are tried first.').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'password');
  await field.fill('seventeen green teapots');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByText('Your password is saved.').waitFor();

  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByLabel('New password').fill('eighteen green teapots');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove password' }).click();
  await page.getByText('Your password is removed.').waitFor();
  await page.getByRole('button', { name: 'Set a password' }).waitFor();
  // What had the focus is gone: it goes to the heading, not nowhere.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('hides what is typed as a password unless asked, lets it be pasted, and tells managers what it is', async () => {
  const page = await openSecurity('pasted@example.org');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Set a password' }).click();
  const field = page.locator('input[name=password]');
  await field.waitFor();
  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.getAttribute('autocomplete')).toBe('new-password');
  expect(await field.getAttribute('maxlength')).toBeNull();
  await page.evaluate(() => navigator.clipboard.writeText('seventeen green teapots'));
  await field.focus();
  await page.keyboard.press('Control+V');
  expect(await field.inputValue()).toBe('seventeen green teapots');
  await page.getByRole('button', { name: 'Show what is typed' }).click();
  expect(await field.getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Hide what is typed' }).click();
  expect(await field.getAttribute('type')).toBe('password');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByText('Your password is saved.').waitFor();
});

test('signs other devices out with a new password, unless one says otherwise', async () => {
  const here = await openSecurity('others@example.org');
  const there = await alsoSignIn('others@example.org');
  await setPassword(here, 'seventeen green teapots', { endOthers: false });
  await here.getByText('Your password is saved.').waitFor();
  await there.goto('/account');
  await there.getByRole('heading', { name: 'Your account' }).waitFor();
  await setPassword(here, 'eighteen green teapots', { endOthers: true });
  await here.getByText('Your password is saved, and 1 other device is signed out.').waitFor();
  await there.goto('/account');
  await there.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('adds an authenticator app by what it shows, then keeps the recovery codes in view', async () => {
  const page = await openSecurity('totp@example.org');
  await page.getByText('Signing in asks for one thing only.').waitFor();
  await page.getByRole('button', { name: 'Add an authenticator app' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img', { name: 'QR code with the key below' }).waitFor();
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  expect(await dialog.getByRole('link').getAttribute('href')).toContain(`secret=${secret}`);
  const right = totpOf(stage.server, secret);
  await dialog.getByLabel('Code from the app').fill(right === '000000' ? '000001' : '000000');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('This code is wrong or has run out.').waitFor();
  await dialog.getByLabel('Code from the app').fill(totpOf(stage.server, secret));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const codes = await recoveryCodes(page);
  expect(codes).toHaveLength(10);
  // Neither a stray key nor the page asking again takes them away.
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await readFile(await (await saved).path(), 'utf8');
  expect(codes.every((code) => file.includes(code))).toBe(true);
  expect(file).toContain('totp@example.org');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();

  await page.getByText('10 codes left').waitFor();
  expect(await asked(page)).toEqual([['After a code by mail', 'a code from your authenticator app']]);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await dialog.getByRole('button', { name: 'Make new codes' }).click();
  const others = await recoveryCodes(page);
  expect(others.filter((code) => codes.includes(code))).toEqual([]);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Turn off the authenticator app' }).click();
  await page.getByText('your recovery codes end.').waitFor();
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Signing in asks for one thing only.').waitFor();
  expect(await page.getByText('codes left').count()).toBe(0);
});

test('asks for a mailed code beside a password, and says what each way in asks for', async () => {
  const page = await openSecurity('beside@example.org');
  await page.getByText('Set a password first.').waitFor();
  await setPassword(page, 'seventeen green teapots');
  await page.getByRole('button', { name: 'Turn on codes by mail' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  expect(await asked(page)).toEqual([
    ['After your password', 'a code by mail'],
    ['After a code by mail', 'your password'],
  ]);
  // The password cannot go: the second step stands on it.
  await page.getByRole('button', { name: 'Remove password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove password' }).click();
  await page.getByRole('alert').filter({ hasText: 'Beside it stands the password' }).waitFor();
});

test('offers a webhook to those who run the service, and to nobody else', async () => {
  const member = await openSecurity('member@example.org');
  expect(await member.getByText('Code by webhook').count()).toBe(0);
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'hook@example.org', fullName: 'Ho Ok' });
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByLabel('Web address').fill('http://10.0.0.1/hook');
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByText('Nothing can be sent to this address.').waitFor();
  await page.getByLabel('Web address').fill(receiver.url);
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByText(/^whsec_/).waitFor();
  const [call] = await receiver.received(1);
  await page.getByLabel('Code that came to the webhook').fill(String(codeOf(call?.body)));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText(`To ${new URL(receiver.url).host}.`).waitFor();
});

test('adds an authenticator app with the keyboard alone', async () => {
  const page = await openSecurity('keys@example.org');
  await page.getByRole('button', { name: 'Add an authenticator app' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  const field = dialog.getByLabel('Code from the app');
  for (let presses = 0; presses < 8; presses++) {
    if (await field.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type(totpOf(stage.server, secret));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'I have kept them' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('10 codes left').waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('changes the address by a code to the new one', async () => {
  const page = await openSecurity('before@example.org');
  await changeAddress(page, 'after@example.org');
  await page.getByText('Your address is after@example.org now.').waitFor();
  await page.getByText('Codes are sent to after@example.org.').waitFor();
  await page.getByRole('button', { name: /^Account menu of/ }).click();
  await page.getByRole('menu').getByText('after@example.org').waitFor();
});

test('changes the address of somebody who has a passkey only with that', async () => {
  const page = await openSecurity('keyed@example.org');
  await plugIn(page);
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('is added.').waitFor();
  await page.goto('/account/security');
  const confirmed = page.waitForResponse(/reauthentications\.withPasskey/);
  await changeAddress(page, 'unlocked@example.org');
  expect((await confirmed).ok()).toBe(true);
  await page.getByText('Your address is unlocked@example.org now.').waitFor();
});

async function openSecurity(address: string): Promise<Page> {
  const page = await stage.visitor();
  await signUp(stage, page, { address, fullName: 'Se Cure' });
  await page.goto('/account/security');
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  return page;
}

async function alsoSignIn(address: string): Promise<Page> {
  const page = await stage.visitor();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address, 2));
  await page.getByRole('button', { name: /^Account menu of/ }).waitFor();
  return page;
}

async function setPassword(page: Page, password: string, { endOthers = true } = {}): Promise<void> {
  await page.getByRole('button', { name: /^(Set a|Change) password$/ }).click();
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Sign out all other devices').setChecked(endOthers);
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function changeAddress(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByLabel('New e-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address));
}

async function recoveryCodes(page: Page): Promise<string[]> {
  const dialog = page.getByRole('dialog', { name: 'Recovery codes' });
  await dialog.waitFor();
  return dialog.getByRole('listitem').allTextContents();
}

/** The ways in, and what each asks for, as the page says it. */
async function asked(page: Page): Promise<string[][]> {
  await page.locator('dl').waitFor();
  const lines = await page.locator('dl > div').all();
  return Promise.all(lines.map((line) => line.locator('dt, dd').allTextContents()));
}

function codeOf(body: Record<string, unknown> | undefined): unknown {
  const { data } = (body ?? {}) as { data?: { code?: unknown } };
  return data?.code ?? body?.code;
}
