import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { otherNetwork } from '../../server/src/testing/other-network.ts';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { addTotp, nextTotpOf } from '../../server/src/testing/second-factors.ts';
import { signUp as signUpByApi } from '../../server/src/testing/sign-up.ts';
import { plugIn } from './authenticator.ts';
import { holds } from './holds.ts';
import { enterCode, signOut, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const minutes = 60_000;
const password = 'three brown owls in a boat';

/** Somebody with a password, whose other device this is. */
async function owner(address: string) {
  const { server } = stage;
  const { accessToken } = await signUpByApi(server, { address, headers: otherNetwork() });
  const caller = { url: server.url, token: accessToken, headers: otherNetwork() };
  await ask(caller, 'passwords.set', { password });
  return { address, caller, token: accessToken };
}

/** The first screen, from a network of its own. */
async function openSignIn(): Promise<Page> {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork() });
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  return page;
}

async function enterPassword(page: Page, address: string, typed = password): Promise<void> {
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Use a password instead' }).click();
  await page.getByLabel('Password', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const signedIn = (page: Page) => page.getByRole('button', { name: 'Account menu of Ada Example' });
const alert = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

test('signs in by password, on two screens and with the keyboard alone', async () => {
  const { address } = await owner('password@example.org');
  const page = await openSignIn();
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(address);
  await tabTo(page, page.getByRole('button', { name: 'Use a password instead' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Enter your password' }).waitFor();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await signedIn(page).waitFor();
});

test('says that a password is wrong, for how long to wait, and mails a code instead', async () => {
  const { address } = await owner('wrong@example.org');
  const page = await openSignIn();
  await enterPassword(page, address, 'something else');
  await alert(page, 'do not belong together').waitFor();
  expect(
    await page.getByLabel('Password', { exact: true }).evaluate((it) => it === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('Enter');
  await alert(page, 'You can try again in').waitFor();
  await page.getByRole('button', { name: /^Sign in · \d+:\d\d$/ }).waitFor();
  await holds(page, 'password, with a wait');
  await page.getByRole('button', { name: 'Send me a code instead' }).click();
  await enterCode(page, await stage.server.codeFor(address, 2));
  await signedIn(page).waitFor();
});

test('asks for an address before it goes on to the password', async () => {
  const page = await openSignIn();
  await page.getByRole('button', { name: 'Use a password instead' }).click();
  await page.getByText('Give your e-mail address.').waitFor();
  await expect
    .poll(() => page.getByLabel('E-mail address').evaluate((it) => it === document.activeElement))
    .toBe(true);
});

test('A19 signs in with a passkey by the button, and where the address is typed', async () => {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork() });
  const authenticator = await plugIn(page);
  await signUp(stage, page, { address: 'key@example.org', fullName: 'Ada Example', passkey: true });
  expect(await authenticator.credentials()).toHaveLength(1);
  await signOut(page);
  // Without an offer in the field, so that it is the button that signs in.
  await page.addInitScript(() => {
    if (sessionStorage.getItem('no-offer'))
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await page.evaluate(() => sessionStorage.setItem('no-offer', 'yes'));
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await signedIn(page).waitFor();
  await signOut(page);
  await page.evaluate(() => sessionStorage.removeItem('no-offer'));
  // Now the offer in the field is taken at once.
  await page.goto('/sign-in');
  await signedIn(page).waitFor();
});

test('says calmly that no passkey was shown, and leaves every other way open', async () => {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork() });
  const authenticator = await plugIn(page);
  await signUp(stage, page, { address: 'unseen@example.org', fullName: 'Ada Example', passkey: true });
  await signOut(page);
  await authenticator.set('UserVerified', false);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await alert(page, 'No passkey was shown.').waitFor();
  await holds(page, 'sign-in after a cancelled passkey', [360]);
  await page.getByLabel('E-mail address').fill('unseen@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor('unseen@example.org', 2));
  await signedIn(page).waitFor();
});

test('A8 asks for the authenticator app first, and takes a recovery code instead', {
  timeout: 2 * minutes,
}, async () => {
  const { address, token } = await owner('totp@example.org');
  const { secret, recoveryCodes } = await addTotp(stage.server, token);
  const page = await openSignIn();
  await enterPassword(page, address);
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await holds(page, 'authenticator app');
  await page.getByLabel('Code from the app').fill('12 3');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The code has six digits.').waitFor();
  await page.getByLabel('Code from the app').fill(nextTotpOf(stage.server, secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await signedIn(page).waitFor();

  await signOut(page);
  await page.goto('/sign-in');
  await enterPassword(page, address);
  await page.getByRole('button', { name: 'Use another way' }).click();
  await page.getByRole('button', { name: 'Recovery code', exact: true }).waitFor();
  await holds(page, 'other ways');
  await page.getByRole('button', { name: 'Recovery code', exact: true }).click();
  await holds(page, 'recovery code', [360]);
  await page.getByLabel('Recovery code').fill(` ${recoveryCodes?.[0]?.toUpperCase()} `);
  await page.keyboard.press('Enter');
  await signedIn(page).waitFor();
});

test('mails the second code by itself, and sends another on demand', async () => {
  const { address, caller } = await owner('both@example.org');
  await ask(caller, 'secondFactors.addMailCode');
  const page = await openSignIn();
  await enterPassword(page, address);
  await page.getByText('We have sent an eight-digit code').waitFor();
  await stage.server.codeFor(address, 2);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('A new code is on its way.').waitFor();
  await enterCode(page, await stage.server.codeFor(address, 3));
  await signedIn(page).waitFor();
  expect(await stage.server.codesTo(address)).toHaveLength(3);
});

test('asks for the password after a mailed code, where the mailbox alone is not to be enough', async () => {
  const { address, caller } = await owner('password-second@example.org');
  await ask(caller, 'secondFactors.addMailCode');
  const page = await openSignIn();
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address, 2));
  await page.getByText('asks for its password as well').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await signedIn(page).waitFor();
});

test('takes a passkey as the second step', async () => {
  const page = await stage.visitor({ extraHTTPHeaders: otherNetwork() });
  const authenticator = await plugIn(page);
  const address = 'key-second@example.org';
  await signUp(stage, page, { address, fullName: 'Ada Example', passkey: true });
  await stage.server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     select gen_random_uuid(), id, 'passkey', now(), now() from account where address = '${address}'`,
  );
  await signOut(page);
  await authenticator.set('AutomaticPresenceSimulation', false);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address, 2));
  await page.getByText('Show your passkey').waitFor();
  await holds(page, 'passkey as second step', [360]);
  await authenticator.set('AutomaticPresenceSimulation', true);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await signedIn(page).waitFor();
});

test('begins again with a sentence when the second step took too long', async () => {
  const { address, token } = await owner('late@example.org');
  const { secret } = await addTotp(stage.server, token);
  const page = await openSignIn();
  await enterPassword(page, address);
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await passTime(stage.server, 11 * minutes);
  await page.getByLabel('Code from the app').fill(nextTotpOf(stage.server, secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await alert(page, 'This took longer than ten minutes').waitFor();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(address);
});
