import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { plugIn } from './authenticator.ts';
import { hasFocus, press, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('adds a passkey, renames it, and removes it also from what the browser offers', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'passkey@example.org', fullName: 'Pass Key' });
  const authenticator = await plugIn(page);
  const kept = async () => (await authenticator.credentials()).length;
  await page.goto('/account/passkeys');
  await page.getByText('No passkeys yet').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('is added.').waitFor();
  await page.getByText('Not synced yet').waitFor();
  await page.getByText('not used yet').waitFor();
  expect(await kept()).toBe(1);

  // The same keeper makes no second one.
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('alert').filter({ hasText: 'has a passkey of your account already' }).waitFor();

  await page.getByRole('button', { name: /^Rename / }).click();
  const name = page.getByLabel('Name', { exact: true });
  await name.fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Give a name.').waitFor();
  await name.fill('My phone');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'My phone' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'My phone' }).waitFor();

  await page.getByRole('button', { name: 'Remove My phone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No passkeys yet').waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await expect.poll(kept).toBe(0);
});

test('says when a passkey is on one device only, and when the dialog was closed', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'device@example.org', fullName: 'De Vice' });
  const { cdp, authenticatorId } = await plugInStick(page);
  await page.goto('/account/passkeys');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('alert').filter({ hasText: 'No passkey was added' }).waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('On this device only').waitFor();
});

test('makes passkeys the second step, and keeps the last one for as long as they are', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'last@example.org', fullName: 'La St' });
  await plugIn(page);
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('is added.').waitFor();
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Turn on passkeys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('After a passkey').waitFor();
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: /^Remove / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: 'This passkey is needed for your second factor' })
    .waitFor();
});

test('leaves the focus where it was when adding or removing a passkey is refused', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'refused@example.org', fullName: 'Re Fused' });
  const authenticator = await plugIn(page);
  const add = page.getByRole('button', { name: 'Add a passkey' });
  await page.goto('/account/passkeys');
  await authenticator.set('UserVerified', false);
  await press(page, add);
  await page.getByRole('alert').filter({ hasText: 'No passkey was added' }).waitFor();
  await hasFocus(add);
  await authenticator.set('UserVerified', true);
  await page.keyboard.press('Enter');
  await page.getByText('is added.').waitFor();

  await stage.server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     select gen_random_uuid(), id, 'passkey', now(), now() from account where address = 'refused@example.org'`,
  );
  await press(page, page.getByRole('button', { name: /^Remove / }));
  const remove = page.getByRole('dialog').getByRole('button', { name: 'Remove' });
  await press(page, remove);
  await page
    .getByRole('alert')
    .filter({ hasText: 'This passkey is needed for your second factor' })
    .waitFor();
  await hasFocus(remove);
  await page.keyboard.press('Escape');
  await hasFocus(page.getByRole('button', { name: /^Remove / }));
});

test('tells the keeper of a passkey the new name of its owner', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'former@example.org', fullName: 'Form Er' });
  const authenticator = await plugIn(page);
  const kept = async () =>
    (await authenticator.credentials()).map(({ userName, userDisplayName }) => [userName, userDisplayName]);
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('is added.').waitFor();
  expect(await kept()).toEqual([['former@example.org', 'Form Er']]);
  await page.goto('/account');
  await page.getByLabel('Your name').fill('Lat Er');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your profile is saved.').waitFor();
  await expect.poll(kept).toEqual([['former@example.org', 'Lat Er']]);
});

test('adds, renames and removes a passkey with the keyboard alone, and the focus is never lost', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'keyboard@example.org', fullName: 'Key Board' });
  const authenticator = await plugIn(page);
  const dialog = page.getByRole('dialog');
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto('/account/passkeys');
  await press(page, page.getByRole('button', { name: 'Add a passkey' }));
  await page.getByText('is added.').waitFor();
  await hasFocus(heading);

  await press(page, page.getByRole('button', { name: /^Rename / }));
  await hasFocus(dialog.getByLabel('Name', { exact: true }));
  await page.keyboard.press('Escape');
  await hasFocus(page.getByRole('button', { name: /^Rename / }));
  await page.keyboard.press('Enter');
  await hasFocus(dialog.getByLabel('Name', { exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('My phone');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'My phone' }).waitFor();
  await hasFocus(page.getByRole('button', { name: 'Rename My phone' }));

  // Not the last way in: a code to the address is left.
  await press(page, page.getByRole('button', { name: 'Remove My phone' }));
  await hasFocus(dialog.getByRole('button', { name: 'Cancel' }));
  await page.keyboard.press('Enter');
  await hasFocus(page.getByRole('button', { name: 'Remove My phone' }));
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Remove' }));
  await page.getByText('No passkeys yet').waitFor();
  await hasFocus(heading);
  await expect.poll(() => authenticator.credentials()).toEqual([]);
  await tabTo(page, page.getByRole('button', { name: 'Add a passkey' }));
});

/** A stick that keeps its passkeys to itself. */
async function plugInStick(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}
