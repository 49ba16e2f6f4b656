import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { otherNetwork } from '../../server/src/testing/other-network.ts';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { addTotp, nextTotpOf, totpOf } from '../../server/src/testing/second-factors.ts';
import { signUp as signUpByApi } from '../../server/src/testing/sign-up.ts';
import { plugIn } from './authenticator.ts';
import { holds } from './holds.ts';
import { enterCode, hasFocus, press, signOut, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const minutes = 60_000;
const password = 'three brown owls in a boat';

async function open(path: string): Promise<Page> {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork(), acceptDownloads: true });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const signedIn = (page: Page) => button(page, 'Account menu of Ada Example');
const alert = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

test('signs up with a password and a mailed code beside it, keeps the recovery codes, and adds a passkey', {
  timeout: 2 * minutes,
}, async () => {
  const page = await open('/sign-up');
  const authenticator = await plugIn(page);
  const address = 'whole@example.org';
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Add a password (optional)').click();
  await page.getByLabel('New password').fill('password1');
  await button(page, 'Add a second step (optional)').click();
  await page.getByLabel('Code by mail').check();
  await button(page, 'Send me a code').click();
  await page.getByText('This is one of the passwords that are tried first.').waitFor();
  await holds(page, 'sign-up with a weak password');
  await expect
    .poll(() => page.getByLabel('New password').evaluate((it) => it === document.activeElement))
    .toBe(true);
  await page.getByLabel('New password').fill(password);
  await button(page, 'Send me a code').click();
  await enterCode(page, await stage.server.codeFor(address));

  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  await holds(page, 'recovery codes');
  const codes = await page
    .getByRole('list', { name: 'Keep your recovery codes' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(codes).toHaveLength(10);
  const downloading = page.waitForEvent('download');
  await button(page, 'Download').click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(file.split('\n').filter((line) => codes.includes(line))).toEqual(codes);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'Copy all').click();
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
  await button(page, 'I have kept them').click();

  await page.getByRole('heading', { name: 'Sign in faster next time' }).waitFor();
  await holds(page, 'offer of a passkey');
  await button(page, 'Add a passkey').click();
  await signedIn(page).waitFor();
  await page.getByText('Your passkey is added.').waitFor();
  expect(await authenticator.credentials()).toHaveLength(1);

  await signOut(page);
  await authenticator.set('AutomaticPresenceSimulation', false);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Use a password instead').click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
  await page.getByText('Show your passkey').waitFor();
  await button(page, 'Use another way').click();
  await button(page, 'Recovery code').click();
  await page.getByLabel('Recovery code').fill(codes[3] ?? '');
  await button(page, 'Confirm').click();
  await signedIn(page).waitFor();
});

test('signs up with an authenticator app, by keyboard alone, which is then all that is asked for', {
  timeout: 3 * minutes,
}, async () => {
  const address = 'app@example.org';
  const page = await open('/sign-up');
  await tabTo(page, page.getByLabel('Your name'));
  await page.keyboard.type('Ada Example');
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(address);
  await press(page, button(page, 'Add a second step (optional)'));
  expect(await page.getByLabel('Code from an authenticator app').isChecked()).toBe(true);
  // A mailed code would be asked for after a mailed code.
  expect(await page.getByLabel('Code by mail').isDisabled()).toBe(true);
  await holds(page, 'sign-up with a second step and no password');
  await page.setViewportSize({ width: 1280, height: 860 });
  await press(page, button(page, 'Add a password (optional)'));
  await tabTo(page, page.getByLabel('New password'));
  await page.keyboard.type(password);
  await tabTo(page, page.getByLabel('Code from an authenticator app'));
  await page.keyboard.press('Enter');
  await page.getByLabel('Code from the mail').waitFor();
  await page.keyboard.type(await stage.server.codeFor(address));
  await page.keyboard.press('Enter');
  await hasFocus(page.getByRole('heading', { level: 1, name: 'Keep your recovery codes' }));
  await press(page, button(page, 'I have kept them'));

  await hasFocus(page.getByRole('heading', { level: 1, name: 'Set up your authenticator app' }));
  await page.getByText('Until then it asks for a mailed code beside the password.').waitFor();
  expect(await factorsOf(address)).toEqual(['mail-code']);
  await holds(page, 'offer of the authenticator app');
  await press(page, button(page, 'Set up the app'));
  const dialog = page.getByRole('dialog', { name: 'Add an authenticator app' });
  await dialog.waitFor();
  await holds(page, 'authenticator app of somebody who signs up');
  await page.keyboard.press('Escape');
  await hasFocus(page.getByRole('heading', { level: 1 }));
  await press(page, button(page, 'Set up the app'));
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await tabTo(page, dialog.getByLabel('Code from the app'));
  await page.keyboard.type(totpOf(stage.server, secret));
  await page.keyboard.press('Enter');
  await hasFocus(page.getByRole('heading', { level: 1, name: 'Sign in faster next time' }));
  expect(await factorsOf(address)).toEqual(['totp']);
  await press(page, button(page, 'Not now'));
  await signedIn(page).waitFor();
});

test('keeps a mailed code as the second step of whoever puts the authenticator app off, also by a reload', {
  timeout: 2 * minutes,
}, async () => {
  for (const leave of ['button', 'reload']) {
    const address = `put-off-by-${leave}@example.org`;
    const page = await open('/sign-up');
    await page.getByLabel('Your name').fill('Ada Example');
    await page.getByLabel('E-mail address').fill(address);
    await button(page, 'Add a password (optional)').click();
    await page.getByLabel('New password').fill(password);
    await button(page, 'Add a second step (optional)').click();
    await button(page, 'Send me a code').click();
    await enterCode(page, await stage.server.codeFor(address));
    await button(page, 'I have kept them').click();
    await button(page, 'Set up the app').click();
    await page.getByRole('dialog').getByLabel('Code from the app').waitFor();
    if (leave === 'reload') {
      await page.reload();
      await page.getByText('You are signed in as Ada Example.').waitFor();
    } else {
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await button(page, 'Not now').click();
      await page.getByRole('heading', { name: 'Sign in faster next time' }).waitFor();
    }
    expect(await factorsOf(address)).toEqual(['mail-code']);
  }
});

test('signs up with an authenticator app and no password, and is shown the recovery codes with it', async () => {
  const address = 'app-alone@example.org';
  const page = await open('/sign-up');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Add a second step (optional)').click();
  await button(page, 'Send me a code').click();
  await page.getByLabel('Code from the mail').waitFor();
  // Phones throw a page away while its reader is in the mail program.
  await page.reload();
  await enterCode(page, await stage.server.codeFor(address));
  await page.getByText('Until then it asks for nothing more.').waitFor();
  await button(page, 'Set up the app').click();
  const dialog = page.getByRole('dialog');
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Code from the app').fill(totpOf(stage.server, secret));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('heading', { name: 'Sign in faster next time' }).waitFor();
  expect(await factorsOf(address)).toEqual(['totp']);
});

test('signs up with more about oneself, by keyboard alone, in the time zone of the browser', {
  timeout: 2 * minutes,
}, async () => {
  const address = 'more@example.org';
  const page = await open('/sign-up');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await press(page, button(page, 'More about you (optional)'));
  await tabTo(page, page.getByLabel('Organisation'));
  await page.keyboard.type('  Chess Club  ');
  await tabTo(page, page.getByLabel('About you'));
  await page.keyboard.insertText('x'.repeat(501));
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  expect(await zone.inputValue()).toBe('Europe/Lisbon');
  await press(page, button(page, 'Send me a code'));
  await page.getByText('At most 500 characters.').waitFor();
  await hasFocus(page.getByLabel('About you'));
  await holds(page, 'sign-up with more, and a complaint');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Plays. Loses.');
  await tabTo(page, zone);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox').waitFor();
  await holds(page, 'sign-up with the list of zones');
  await page.keyboard.press('Escape');
  await press(page, button(page, 'Send me a code'));
  await page.getByLabel('Code from the mail').waitFor();
  await page.keyboard.type(await stage.server.codeFor(address));
  await page.keyboard.press('Enter');
  await button(page, 'Not now').waitFor();
  expect(await profileOf(address)).toEqual({
    organisation: 'Chess Club',
    about: 'Plays. Loses.',
    time_zone: 'Europe/Lisbon',
  });
});

test('leaves out what is folded again, whatever was wrong with it', async () => {
  const address = 'folded@example.org';
  const page = await open('/sign-up');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Add a password (optional)').click();
  await button(page, 'Add a second step (optional)').click();
  await page.getByLabel('Code by mail').check();
  await button(page, 'More about you (optional)').click();
  await page.getByLabel('Organisation').fill('o'.repeat(121));
  await button(page, 'Send me a code').click();
  await page.getByText('Enter a password.').waitFor();
  await page.getByText('At most 120 characters.').waitFor();
  await button(page, 'Without a password').click();
  await button(page, 'Without a second step').click();
  await button(page, 'Nothing more about you').click();
  await button(page, 'Send me a code').click();
  await enterCode(page, await stage.server.codeFor(address));
  await button(page, 'Not now').waitFor();
  expect(await factorsOf(address)).toEqual([]);
  expect(await profileOf(address)).toEqual({ organisation: null, about: null, time_zone: null });
});

test('does not keep a password over a reload, and asks for everything again where it is needed', async () => {
  const page = await open('/sign-up');
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill('reloaded@example.org');
  await button(page, 'Add a password (optional)').click();
  await page.getByLabel('New password').fill(password);
  await button(page, 'Send me a code').click();
  await page.getByLabel('Code from the mail').waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    password,
  );
  await page.reload();
  await page.getByLabel('Code from the mail').waitFor();
  expect(await button(page, 'Send again').count()).toBe(0);
  await button(page, 'Use another address').click();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Example');
});

test('recovers an account by keyboard alone: address, code, authenticator app, new password', {
  timeout: 2 * minutes,
}, async () => {
  const address = 'lost@example.org';
  const { accessToken } = await signUpByApi(stage.server, { address, headers: otherNetwork() });
  const { secret } = await addTotp(stage.server, accessToken);
  const page = await open('/recover');
  await holds(page, 'recovery');
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(address);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code from the mail').waitFor();
  await page.keyboard.type(await stage.server.codeFor(address, 2));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await page.keyboard.type(nextTotpOf(stage.server, secret));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Set a new password' }).waitFor();
  await page.keyboard.type('12345678');
  await page.keyboard.press('Enter');
  await page.getByText('This is one of the passwords that are tried first.').waitFor();
  await holds(page, 'new password, too weak');
  await page.getByLabel('New password').fill(password);
  await page.keyboard.press('Enter');
  await signedIn(page).waitFor();
  const caller = { url: stage.server.url, headers: otherNetwork() };
  expect((await ask(caller, 'signIns.withPassword', { address, password })).outcome).toBe('OK');
});

test('recovers with a passkey as the second step', async () => {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork() });
  await plugIn(page);
  const address = 'lost-key@example.org';
  await signUp(stage, page, { address, fullName: 'Ada Example', passkey: true });
  await stage.server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     select gen_random_uuid(), id, 'passkey', now(), now() from account where address = '${address}'`,
  );
  await signOut(page);
  await page.goto('/recover');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Send me a code').click();
  await enterCode(page, await stage.server.codeFor(address, 2));
  await button(page, 'Use your passkey').click();
  await button(page, 'Sign in without a new password').click();
  await signedIn(page).waitFor();
});

test('opens the link of a recovery with its code filled in, and takes both out of the address', async () => {
  const address = 'linked@example.org';
  const { accessToken } = await signUpByApi(stage.server, { address, headers: otherNetwork() });
  const password = 'seventeen green teapots';
  await ask({ url: stage.server.url, token: accessToken }, 'passwords.set', { password });
  const caller = { url: stage.server.url, headers: otherNetwork() };
  await ask(caller, 'recoveries.start', { address });
  await stage.server.codeFor(address, 2);
  const mails = await stage.server.mailsTo(address);
  const [, code] = /\/reset-password(\?\S+)/.exec(mails.at(-1)?.text ?? '') ?? [];
  const page = await open(`/recover${code}`);
  await page.getByRole('heading', { name: 'Confirm the code' }).waitFor();
  expect(page.url()).toBe(`${stage.server.url}/recover`);
  await holds(page, 'code of a link', [360]);
  await button(page, 'Confirm').click();
  await page.getByText('the password of your account, if it has one, is removed').waitFor();
  await holds(page, 'new password', [360]);
  await button(page, 'Sign in without a new password').click();
  await signedIn(page).waitFor();
  const entered = await ask(caller, 'signIns.withPassword', { address, password });
  expect(entered.outcome).toBe('CREDENTIALS_WRONG');
});

test('asks once more who it is where that was long ago, and the call goes on', {
  timeout: 2 * minutes,
}, async () => {
  const page = await open('/sign-up');
  const authenticator = await plugIn(page);
  const address = 'confirm@example.org';
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Add a password (optional)').click();
  await page.getByLabel('New password').fill(password);
  await button(page, 'Add a second step (optional)').click();
  await page.getByLabel('Code by mail').check();
  await button(page, 'Send me a code').click();
  await enterCode(page, await stage.server.codeFor(address));
  await button(page, 'I have kept them').click();
  await passTime(stage.server, 11 * minutes);
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });

  await button(page, 'Add a passkey').click();
  await dialog.getByLabel('Password', { exact: true }).waitFor();
  await dialog.getByText('we have to be sure that it is you').waitFor();
  await holds(page, 'dialog that asks for a password');
  await page.keyboard.press('Escape');
  await alert(page, 'First confirm that it is you. Try again.').waitFor();
  expect(await authenticator.credentials()).toEqual([]);

  await button(page, 'Add a passkey').click();
  await dialog.getByLabel('Password', { exact: true }).waitFor();
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await alert(page, 'This is not the password of the account.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await dialog.getByText('We have sent an eight-digit code').waitFor();
  await holds(page, 'dialog that asks for a second factor');
  await dialog.getByLabel('Code from the mail').fill(await stage.server.codeFor(address, 2));
  await page.keyboard.press('Enter');
  await page.getByText('Your passkey is added.').waitFor();
  expect(await authenticator.credentials()).toHaveLength(1);
  await dialog.waitFor({ state: 'detached' });
});

test('confirms by a code to the address, sent when asked for, where there is nothing else', async () => {
  const address = 'confirm-code@example.org';
  const { page, authenticator, dialog } = await openOffer(address);
  await passTime(stage.server, 11 * minutes);
  await button(page, 'Add a passkey').click();
  await dialog.getByText(address).waitFor();
  expect(await stage.server.codesTo(address)).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Send me a code' }).click();
  await dialog.getByLabel('Code from the mail').fill(await stage.server.codeFor(address, 2));
  await page.keyboard.press('Enter');
  await page.getByText('Your passkey is added.').waitFor();
  expect(await authenticator.credentials()).toHaveLength(1);
});

test('confirms by passkey where there is one', { timeout: 2 * minutes }, async () => {
  const { page, dialog } = await openOffer('confirm-key@example.org');
  // The server keeps the passkey, and its answer is lost.
  await page.route('**/passkeys.register*', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await button(page, 'Add a passkey').click();
  await alert(page, 'Foyer cannot be reached.').waitFor({ timeout: 60_000 });
  await passTime(stage.server, 11 * minutes);
  await button(page, 'Add a passkey').click();
  await dialog.getByText('Show your passkey').waitFor();
  await holds(page, 'dialog that asks for a passkey', [360]);
  await dialog.getByRole('button', { name: 'Use your passkey' }).click();
  // It is there already: that is as good as adding it.
  await page.getByText('Welcome, Ada Example.').waitFor();
  await dialog.waitFor({ state: 'detached' });
});

/** What signing in to this account asks for beside the first thing. */
async function factorsOf(address: string): Promise<unknown[]> {
  const rows = await stage.server.database.query(
    `select kind from second_factor join account on account.id = account_id
     where address = '${address}' and confirmed_at is not null order by kind`,
  );
  return rows.map(({ kind }) => kind);
}

async function profileOf(address: string): Promise<unknown> {
  const [profile] = await stage.server.database.query(
    `select organisation, about, time_zone from account where address = '${address}'`,
  );
  return profile;
}

/** Somebody who has just signed up without a password, and is offered a passkey. */
async function openOffer(address: string) {
  const page = await open('/sign-up');
  const authenticator = await plugIn(page);
  await page.getByLabel('Your name').fill('Ada Example');
  await page.getByLabel('E-mail address').fill(address);
  await button(page, 'Send me a code').click();
  await enterCode(page, await stage.server.codeFor(address));
  await button(page, 'Add a passkey').waitFor();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  return { page, authenticator, dialog };
}
