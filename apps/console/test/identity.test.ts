import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { enterCode, hasFocus, press, signOut, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

// Access tokens outlive what is fresh, so that confirming meets what a test is about, and no renewal before it.
const stage = setStage({ JWT_EXPIRE_MINS: '1440' });

test('signs up by code, is still signed in after a reload, and signs out', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'ada@example.org', fullName: 'Ada Reader' });
  await page.reload();
  await page.getByRole('button', { name: 'Account menu of Ada Reader' }).waitFor();
  await signOut(page);
  await page.reload();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('link', { name: 'My events' }).count()).toBe(0);
});

test('signs in with the keyboard alone', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'keys@example.org', fullName: 'Key Board' });
  await signOut(page);
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type('keys@example.org');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
  await tabTo(page, page.getByLabel('Code from the mail'));
  await page.keyboard.type(await stage.server.codeFor('keys@example.org', 2));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Account menu of Key Board' }).waitFor();
});

test('takes a code that is pasted with spaces', async () => {
  const page = await stage.visitor();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Paste Spaces');
  await page.getByLabel('E-mail address').fill('paste@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const code = await stage.server.codeFor('paste@example.org');
  const field = page.getByLabel('Code from the mail');
  await field.focus();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const pasted = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      if (document.activeElement?.dispatchEvent(pasted)) document.execCommand('insertText', false, text);
    },
    ` ${code.slice(0, 4)} - ${code.slice(4)} `,
  );
  expect(await field.inputValue()).toBe(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Account menu of Paste Spaces' }).waitFor();
});

test('says what is wrong with a code, and for how long to wait after the second wrong one', async () => {
  const page = await stage.visitor();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Wrong Code');
  await page.getByLabel('E-mail address').fill('wrong@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const code = await stage.server.codeFor('wrong@example.org');
  const wrong = code === '00000000' ? '00000001' : '00000000';
  await enterCode(page, '1234');
  await page.getByText('The code has eight digits.').waitFor();
  await enterCode(page, wrong);
  await page.getByRole('alert').filter({ hasText: 'This code is wrong' }).waitFor();
  await enterCode(page, wrong);
  await page.getByRole('alert').filter({ hasText: 'You can try again in' }).waitFor();
  await page.getByRole('button', { name: /^Confirm · \d+:\d\d$/ }).waitFor();
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
});

test('complains about an address and a name before asking the server', async () => {
  const page = await stage.visitor();
  await page.goto('/sign-up');
  await page.getByLabel('E-mail address').fill('nobody');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByText('Give your name.').waitFor();
  await page.getByText('Give an e-mail address such as person@example.org.').waitFor();
  expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true');
});

test('still knows which code it waits for after a reload', async () => {
  const page = await stage.visitor();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Re Load');
  await page.getByLabel('E-mail address').fill('reload@example.org');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const code = await stage.server.codeFor('reload@example.org');
  await page.reload();
  await page.getByText('reload@example.org').waitFor();
  await enterCode(page, code);
  await page.getByRole('button', { name: 'Account menu of Re Load' }).waitFor();
});

test('keeps two tabs signed in, and signs both of them out', async () => {
  const first = await stage.visitor();
  await first.goto('/');
  const second = await first.context().newPage();
  await second.goto('/');
  await second.getByRole('link', { name: 'Sign in' }).waitFor();
  await signUp(stage, first, { address: 'tabs@example.org', fullName: 'Two Tabs' });
  const inSecond = second.getByRole('button', { name: 'Account menu of Two Tabs' });
  await inSecond.waitFor();
  // A browser gives a page up that is loaded anew before it is there: what counts is how it ends.
  const reload = (page: Page) => page.reload().catch(() => undefined);
  await Promise.all([reload(first), reload(second), reload(first), reload(second)]);
  await first.getByRole('button', { name: 'Account menu of Two Tabs' }).waitFor();
  await inSecond.waitFor();
  await second.goto('/my-events');
  await second.getByRole('heading', { name: 'My events' }).waitFor();
  await signOut(first);
  await second.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('lists where one is signed in, and ends another session', async () => {
  const here = await stage.visitor();
  await signUp(stage, here, { address: 'devices@example.org', fullName: 'De Vices' });
  const there = await signInElsewhere('devices@example.org', 2);

  await here.goto('/account/sessions');
  await here.getByText('This one').waitFor();
  await here.getByRole('button', { name: /^End the session on / }).click();
  await here.getByText('The session is ended.').waitFor();
  await here.getByRole('button', { name: /^End the session on / }).waitFor({ state: 'detached' });
  await there.goto('/account');
  await there.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('ends one session and then all others with the keyboard alone, and the focus is never lost', async () => {
  const here = await stage.visitor();
  await signUp(stage, here, { address: 'ended@example.org', fullName: 'En Ded' });
  for (const codes of [2, 3, 4]) await signInElsewhere('ended@example.org', codes);
  await here.goto('/account/sessions');
  const heading = here.getByRole('heading', { level: 1 });
  const ends = here.getByRole('button', { name: /^End the session on / });
  const dialog = here.getByRole('dialog');
  await here.getByText('This one').waitFor();
  expect(await ends.count()).toBe(3);
  await press(here, ends.first());
  await here.getByText('The session is ended.').waitFor();
  await hasFocus(heading);
  expect(await ends.count()).toBe(2);

  const endOthers = here.getByRole('main').getByRole('button', { name: 'End all others' });
  await press(here, endOthers);
  await hasFocus(dialog.getByRole('button', { name: 'Cancel' }));
  await here.keyboard.press('Escape');
  await hasFocus(endOthers);
  await passTime(stage.server, 11 * 60_000);
  await here.keyboard.press('Enter');
  await press(here, dialog.getByRole('button', { name: 'End all others' }));
  // The sign-in is a while ago: another dialog stands before this one.
  const confirmation = here.getByRole('dialog', { name: 'Confirm that it is you' });
  await press(here, confirmation.getByRole('button', { name: 'Send me a code' }));
  await hasFocus(confirmation.getByLabel('Code from the mail'));
  await here.keyboard.type(await stage.server.codeFor('ended@example.org', 5));
  await here.keyboard.press('Enter');
  await here.getByText('2 sessions ended.').waitFor();
  await hasFocus(heading);
  expect(await ends.count()).toBe(0);
});

test('whoever confirms with a cookie that is worth nothing is asked to sign in, and the cookie goes', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'dead@example.org', fullName: 'Dea Dcookie' });
  await signInElsewhere('dead@example.org', 2);
  await page.goto('/account/sessions');
  await page.getByText('This one').waitFor();
  const cookies = await page.context().cookies();
  await page
    .context()
    .addCookies(
      cookies.map((one) => (one.name === 'foyer-session' ? { ...one, value: 'x'.repeat(43) } : one)),
    );
  await passTime(stage.server, 11 * 60_000);
  await page.getByRole('button', { name: /^End the session on / }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByRole('button', { name: 'Send me a code' }).click();
  await dialog.getByLabel('Code from the mail').fill(await stage.server.codeFor('dead@example.org', 3));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  const names = (await page.context().cookies()).map(({ name }) => name);
  expect(names).not.toContain('foyer-session');
});

test('does not follow a link that would lead elsewhere after signing in', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'next@example.org', fullName: 'Ne Xt' });
  await page.goto('/sign-in?next=//elsewhere.example.org/');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Programme', exact: true }).waitFor();
  expect(new URL(page.url()).origin).toBe(stage.server.url);
});

test('is a place where a passkey can be made', async () => {
  const page = await stage.visitor();
  // Not at signing in: there the page itself waits for one.
  await page.goto('/');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const type = await page.evaluate(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        rp: { id: window.location.hostname, name: 'Foyer' },
        user: { id: new Uint8Array(16), name: 'person@example.org', displayName: 'Person' },
        challenge: new Uint8Array(32),
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      },
    });
    return credential?.type;
  });
  expect(type).toBe('public-key');
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map(({ rpId }) => rpId)).toEqual(['localhost']);
});

/** Signs in from another browser, by the last of so many codes to this address. */
async function signInElsewhere(address: string, codes: number): Promise<Page> {
  const page = await stage.visitor();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address, codes));
  await page.getByRole('button', { name: /^Account menu of/ }).waitFor();
  return page;
}
