import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { changeAddress, proofOfChange } from '../../server/src/testing/change-address.ts';
import { newAddress, signUp } from '../../server/src/testing/sign-up.ts';
import { until } from '../../server/src/testing/until.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The link of the newest mail to an address that leads to this page. */
async function linkTo(address: string, path: string): Promise<string> {
  return until(async () => {
    const links = (await stage.server.mailsTo(address)).flatMap(
      ({ text }) => text.match(/https?:\S+/g) ?? [],
    );
    return links.filter((link) => link.includes(path)).at(-1);
  }, `${address} got a link to ${path}`);
}

test('the links of an address change work in a browser that runs no script', {
  timeout: 60_000,
}, async () => {
  const { server } = stage;
  const page = await stage.visitor({ javaScriptEnabled: false });
  const ada = await signUp(server);
  const { address } = await proofOfChange(server, ada);
  await page.goto(await linkTo(address, '/confirm-address'));
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await page.getByText(`The address of your account is now ${address}.`).waitFor();
  await page.goto(await linkTo(ada.account.address, '/undo-address'));
  await page.getByRole('button', { name: 'Take my address back' }).click();
  await page.getByText(`The address of your account is ${ada.account.address} again`).waitFor();
});

test('a link whose code is used up lets another one be typed, by keyboard alone', {
  timeout: 60_000,
}, async () => {
  const { server } = stage;
  const page = await stage.visitor({ javaScriptEnabled: false });
  const ada = await signUp(server);
  const { address, ticket, code } = await proofOfChange(server, ada);
  await page.goto(`/confirm-address?ticket=${ticket}&code=00000000&lang=de`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Dieser Code ist falsch').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.getByText(`ist jetzt ${address}`).waitFor();
});

test('every page that a mail links to is accessible and fits, in both themes', {
  timeout: 120_000,
}, async () => {
  const { server } = stage;
  const page = await stage.visitor();
  const ada = await signUp(server, { address: `a-rather-long-mailbox-name.${newAddress()}` });
  const { address, undoToken } = await changeAddress(server, ada, ada.account.address);
  const { ticket } = await proofOfChange(server, ada);
  for (const locale of ['en', 'ru', 'de']) {
    await page.goto(`/confirm-address?ticket=${ticket}&code=00000000&lang=${locale}`);
    await holds(page, `confirm-address-${locale}`);
    await page.goto(`/undo-address?token=${undoToken}&lang=${locale}`);
    await holds(page, `undo-address-${locale}`);
    await page.goto(`/reset-password?ticket=${ticket}&lang=${locale}`);
    await holds(page, `reset-password-${locale}`);
  }
  await page.goto('/undo-address?lang=en');
  await holds(page, 'undo-address-incomplete');
  await page.goto(`/confirm-address?ticket=${ticket}&code=00000000&lang=en`);
  await page.getByRole('button').click();
  await holds(page, 'confirm-address-wrong');
  await page.goto(`/undo-address?token=${undoToken}&lang=en`);
  await page.getByRole('button').click();
  await page.getByText('You have your address back').waitFor();
  await holds(page, 'undo-address-done');
  expect(address).not.toBe(ada.account.address);
});

/** No violation of any rule of axe, and nothing to scroll sideways for, whatever the width and the theme. */
async function holds(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  for (const width of [1280, 360])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run: (...of: unknown[]) => Promise<AxeResults> } };
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        const { scrollWidth, clientWidth } = document.documentElement;
        return {
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          sideways: scrollWidth - clientWidth,
        };
      });
      expect({ what, width, colorScheme, ...found }).toEqual({
        what,
        width,
        colorScheme,
        violations: [],
        sideways: 0,
      });
    }
}
