import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Stage } from './stage.ts';

type Person = { address: string; fullName: string /** Takes the offer of one. */; passkey?: boolean };

/** Signs up as a person would, from wherever the page is, and ends where that leads. */
export async function signUp(
  { server }: Stage,
  page: Page,
  { address, fullName, passkey = false }: Person,
): Promise<void> {
  const codes = (await server.codesTo(address)).length;
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(fullName);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await server.codeFor(address, codes + 1));
  await page.getByRole('button', { name: passkey ? 'Add a passkey' : 'Not now' }).click();
  await page.getByText(`Welcome, ${fullName}.`).waitFor();
  await page.getByRole('button', { name: `Account menu of ${fullName}` }).waitFor();
}

/** Opens the one-time link and becomes the superuser. */
export async function becomeSuperuser(
  { server }: Stage,
  page: Page,
  { address, fullName }: Person,
): Promise<void> {
  await page.goto(await server.enrolmentUrl());
  await page.getByLabel('Your name').fill(fullName);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await server.codeFor(address));
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the mail').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account menu of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
}

/** Goes there by Tab and presses Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Who is asked again whether it is them answers by a mailed code, without a pointer too. */
export async function confirmByCode({ server }: Stage, page: Page, address: string): Promise<void> {
  const codes = (await server.codesTo(address)).length;
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).getByText(address).waitFor();
  await press(page, page.getByRole('button', { name: 'Send me a code', exact: true }));
  const field = page.getByLabel('Code from the mail');
  await field.waitFor();
  await tabTo(page, field);
  await page.keyboard.type(await server.codeFor(address, codes + 1));
  await page.keyboard.press('Enter');
}

/** Waits until the focus is on this, wherever it comes from. */
export async function hasFocus(target: Locator): Promise<void> {
  await target.waitFor();
  await expect
    .poll(() => target.evaluate((element) => element === document.activeElement), { timeout: 10_000 })
    .toBe(true);
}

/** Of an API key: uses are written down a moment later, off the way of the call. */
export async function isShownAsUsed(page: Page, row: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload();
        await row.waitFor();
        return row.getByText('last used').count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
}

/** Presses Tab until the focus is on this; what cannot be reached that way fails the test. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}.`);
}
