// The SDK's passkeys in a real browser, whose authenticator is a virtual one: a page of the server's origin with
// nothing in it but the built SDK.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type * as Foyer from '../../../packages/client/src/index.ts';
import type * as Passkeys from '../../../packages/client/src/passkeys.ts';
import { plugIn } from './authenticator.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const sdk = new URL('../../../packages/client/dist/', import.meta.url);

declare global {
  interface Window {
    foyer: typeof Foyer;
    passkeys: typeof Passkeys;
    client: Foyer.Client;
    /** How the browser was asked for a passkey, each time. */
    asked: string[];
    waiting: Promise<string>;
    givingUp: AbortController;
  }
}

const PAGE = `<!doctype html><title>Passkeys</title>
<input aria-label="Address" autocomplete="username webauthn">
<script type="module">
  import * as foyer from '/test-sdk/index.js';
  import * as passkeys from '/test-sdk/passkeys.js';
  const get = navigator.credentials.get.bind(navigator.credentials);
  window.asked = [];
  navigator.credentials.get = (options) => {
    const answer = get(options);
    window.asked.push(options.mediation ?? 'by a dialog');
    return answer;
  };
  Object.assign(window, { foyer, passkeys, client: foyer.createClient({ url: location.origin }) });
</script>`;

async function openPage(): Promise<Page> {
  const page = await stage.visitor();
  await page.route('**/test-sdk/*', (route) => {
    const path = fileURLToPath(new URL(route.request().url().split('/').at(-1) ?? '', sdk));
    if (!existsSync(path)) throw new Error('The SDK is not built: npm run build -w @foyer/client');
    return route.fulfill({ path, contentType: 'text/javascript' });
  });
  await page.route('**/test-page', (route) => route.fulfill({ body: PAGE, contentType: 'text/html' }));
  await page.goto('/test-page');
  await page.waitForFunction(() => window.client !== undefined);
  return page;
}

/** Somebody who signed up by code in this page, and has a passkey in its authenticator. */
async function openPageOfOwner(address: string) {
  const page = await openPage();
  const authenticator = await plugIn(page);
  const { ticket } = await page.evaluate(
    (to) => window.client.registrations.start({ address: to, fullName: 'Ada Keys' }),
    address,
  );
  const code = await stage.server.codeFor(address);
  await page.evaluate((given) => window.client.registrations.verify(given), { ticket, code });
  const passkey = await page.evaluate(() => window.passkeys.addPasskey(window.client));
  return { page, authenticator, passkey, address };
}

const signOut = (page: Page) => page.evaluate(() => window.client.session.signOut());
const whoIsSignedIn = (page: Page) =>
  page.evaluate(async () => (await window.client.session.get())?.account.address);
/** How a sign-in ends: an address, or a code. */
const signIn = (page: Page, options: { address?: string } = {}) =>
  page.evaluate(
    (given) =>
      window.passkeys.signInWithPasskey(window.client, given).then(
        ({ session }) => session?.account.address,
        (error: Foyer.FoyerError) => error.code,
      ),
    options,
  );

/** Waits in the page for a passkey to be picked where the address is typed. */
async function waitInAutofill(page: Page): Promise<void> {
  const before = await page.evaluate(() => window.asked.length);
  await page.evaluate(() => {
    window.givingUp = new AbortController();
    window.waiting = window.passkeys
      .signInWithPasskey(window.client, { autofill: true, signal: window.givingUp.signal })
      .then(
        ({ session }) => session?.account.address ?? '',
        (error: Foyer.FoyerError) => error.code,
      );
  });
  await untilAsked(page, before + 1);
}

const untilAsked = (page: Page, times: number) =>
  page.waitForFunction((count) => window.asked.length >= count, times, { polling: 20 });

const outcome = (page: Page) => page.evaluate(() => window.waiting);

test('adds a passkey, signs in by it without an address, and is still signed in after a reload', async () => {
  const { page, authenticator, passkey, address } = await openPageOfOwner('keys-1@example.org');
  expect(passkey).toMatchObject({ name: 'Passkey', isBackupEligible: true, transports: ['internal'] });
  expect(await authenticator.credentials()).toHaveLength(1);
  await signOut(page);
  expect(await signIn(page)).toBe(address);
  await page.reload();
  await page.waitForFunction(() => window.client !== undefined);
  expect(await whoIsSignedIn(page)).toBe(address);
});

test('signs in by a passkey of the address that is given, and by no other', async () => {
  const { page, address } = await openPageOfOwner('keys-2@example.org');
  await signOut(page);
  expect(await signIn(page, { address })).toBe(address);
  await signOut(page);
  expect(await signIn(page, { address: 'nobody@example.org' })).toBe('PASSKEY_REFUSED');
  expect(await whoIsSignedIn(page)).toBeUndefined();
});

test('does not add a second passkey where there is one', async () => {
  const { page } = await openPageOfOwner('keys-3@example.org');
  const code = await page.evaluate(() =>
    window.passkeys.addPasskey(window.client).catch((error: Foyer.FoyerError) => error.code),
  );
  expect(code).toBe('PASSKEY_EXISTS');
});

test('A19 does not sign in whoever the device did not verify', async () => {
  const { page, authenticator, address } = await openPageOfOwner('keys-4@example.org');
  await signOut(page);
  await authenticator.set('UserVerified', false);
  expect(await signIn(page)).toBe('PASSKEY_CANCELLED');
  expect(await whoIsSignedIn(page)).toBeUndefined();
  await authenticator.set('UserVerified', true);
  expect(await signIn(page)).toBe(address);
});

test('signs in where the address is typed, once a passkey is picked there', async () => {
  const { page, address } = await openPageOfOwner('keys-5@example.org');
  await signOut(page);
  expect(await page.evaluate(() => window.passkeys.isPasskeySupported())).toBe(true);
  expect(await page.evaluate(() => window.passkeys.isAutofillSupported())).toBe(true);
  await waitInAutofill(page);
  expect(await outcome(page)).toBe(address);
  expect(await page.evaluate(() => window.asked)).toEqual(['conditional']);
});

// What has begun while the virtual authenticator is out of reach stays without an answer; only what is asked after it
// came back gets one.
test('waits in the field for longer than a challenge lasts, and takes a pick then', async () => {
  const { page, authenticator, address } = await openPageOfOwner('keys-6@example.org');
  await signOut(page);
  await page.clock.install();
  await authenticator.set('AutomaticPresenceSimulation', false);
  await waitInAutofill(page);
  await authenticator.set('AutomaticPresenceSimulation', true);
  await page.clock.fastForward('05:00');
  expect(await outcome(page)).toBe(address);
  expect(await page.evaluate(() => window.asked)).toEqual(['conditional', 'conditional']);
});

test('stops waiting when told to, and when a button begins another sign-in', async () => {
  const { page, authenticator, address } = await openPageOfOwner('keys-7@example.org');
  await signOut(page);
  await authenticator.set('AutomaticPresenceSimulation', false);
  await waitInAutofill(page);
  await page.evaluate(() => window.givingUp.abort());
  expect(await outcome(page)).toBe('ABORTED');

  await waitInAutofill(page);
  await authenticator.set('AutomaticPresenceSimulation', true);
  expect(await signIn(page)).toBe(address);
  expect(await outcome(page)).toBe('ABORTED');
});

test('does not begin to wait when it was told to stop before', async () => {
  const { page, authenticator } = await openPageOfOwner('keys-10@example.org');
  await signOut(page);
  await authenticator.set('AutomaticPresenceSimulation', false);
  // At the very moment in which the answer to the first call comes, before the browser has been asked.
  const codes = await page.evaluate(async () => {
    const codes: string[] = [];
    for (let ticks = 0; ticks < 12; ticks += 1) {
      const giveUp = new AbortController();
      const begun = await window.client.signIns.startPasskey();
      const client = {
        ...window.client,
        signIns: { ...window.client.signIns, startPasskey: async () => begun },
      };
      const waiting = window.passkeys.signInWithPasskey(client as unknown as Foyer.Client, {
        autofill: true,
        signal: giveUp.signal,
      });
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      giveUp.abort();
      codes.push(await waiting.then(String, (error: Foyer.FoyerError) => error.code));
    }
    return codes;
  });
  expect(new Set(codes)).toEqual(new Set(['ABORTED']));
});

test('tells the browser of a passkey that was removed, and hides one that the server does not know', async () => {
  const { page, authenticator, passkey } = await openPageOfOwner('keys-8@example.org');
  await page.evaluate(async (passkeyId) => {
    await window.client.passkeys.remove({ passkeyId });
    await window.passkeys.signalAcceptedPasskeys(window.client);
  }, passkey.id);
  await expect.poll(() => authenticator.credentials()).toEqual([]);

  const added = await page.evaluate(() => window.passkeys.addPasskey(window.client));
  await page.evaluate((passkeyId) => window.client.passkeys.remove({ passkeyId }), added.id);
  await signOut(page);
  expect(await signIn(page)).toBe('PASSKEY_UNKNOWN');
  await expect.poll(() => authenticator.credentials()).toEqual([]);
});

test('shows a passkey as the second factor', async () => {
  const { page, address } = await openPageOfOwner('keys-9@example.org');
  await stage.server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     select gen_random_uuid(), id, 'passkey', now(), now() from account where address = '${address}'`,
  );
  await signOut(page);
  const { ticket } = await page.evaluate((to) => window.client.signIns.requestCode({ address: to }), address);
  const code = await stage.server.codeFor(address, 2);
  const owed = await page.evaluate((given) => window.client.signIns.redeemCode(given), { ticket, code });
  expect(owed.secondFactor?.factors).toEqual(['passkey']);
  expect(await whoIsSignedIn(page)).toBeUndefined();
  await page.evaluate(
    (step) => window.passkeys.completeSignInWithPasskey(window.client, step),
    owed.secondFactor ?? { ticket: '' },
  );
  expect(await whoIsSignedIn(page)).toBe(address);
});
