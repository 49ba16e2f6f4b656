import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseZone, zone } from './choose-zone.ts';
import { signUp } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('keeps what people say of themselves, and forgets what they empty', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'says@example.org', fullName: 'Says Much' });
  await page.goto('/account');
  await page.getByLabel('Organisation').fill('  Chess Club  ');
  await page.getByLabel('About you').fill('Plays.\nLoses.');
  await page.getByText('13 of 500 characters').waitFor();
  await chooseZone(page, 'Asia/Tokyo');
  expect(await save(page)).toMatchObject({
    organisation: 'Chess Club',
    about: 'Plays.\nLoses.',
    timeZone: 'Asia/Tokyo',
  });
  await page.reload();
  expect(await page.getByLabel('Organisation').inputValue()).toBe('Chess Club');
  expect(await page.getByLabel('About you').inputValue()).toBe('Plays.\nLoses.');
  expect(await zone(page).inputValue()).toBe('Asia/Tokyo');

  await page.getByLabel('Organisation').fill(' ');
  await page.getByLabel('About you').fill('');
  await chooseZone(page, 'As on each device');
  expect(await save(page)).toMatchObject({ organisation: null, about: null, timeZone: null });
  await page.reload();
  expect(await page.getByLabel('Organisation').inputValue()).toBe('');
  expect(await page.getByLabel('About you').inputValue()).toBe('');
  expect(await zone(page).inputValue()).toBe('As on each device');
});

test('shows own times in the zone of the account, whatever the device says', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'zones@example.org', fullName: 'Zo Nes' });
  const ownTime = page.getByText(/, your time$/);
  await openChess(page);
  const inLisbon = await ownTime.textContent();
  await page.goto('/account');
  await chooseZone(page, 'Asia/Tokyo');
  await save(page);
  await openChess(page);
  expect(await ownTime.textContent()).not.toBe(inLisbon);
  await page.goto('/account');
  await chooseZone(page, 'Europe/Berlin');
  await save(page);
  await openChess(page);
  expect(await ownTime.count()).toBe(0);
});

test('counts the characters, says what is too long, and saves when it is shorter', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'long@example.org', fullName: 'Lo Ng' });
  await page.goto('/account');
  const about = page.getByLabel('About you');
  await about.fill('x'.repeat(501));
  await page.getByText('501 of 500 characters').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At most 500 characters.').waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  expect(await about.getAttribute('aria-invalid')).toBe('true');
  await about.fill('x'.repeat(500));
  await page.getByLabel('Organisation').fill('o'.repeat(121));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At most 120 characters.').waitFor();
  // What only the server refuses stands near its field as well.
  await page.getByLabel('Organisation').fill('A bell\u0007rings');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('One line without control characters.').waitFor();
  await page.getByLabel('Organisation').fill('A bell rings');
  expect(await save(page)).toMatchObject({ organisation: 'A bell rings' });
});

test('is filled in with the keyboard alone', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'typist@example.org', fullName: 'Ty Pist' });
  await page.goto('/account');
  await page.getByLabel('Organisation').focus();
  await page.keyboard.type('Typists');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Types.');
  await page.keyboard.press('Tab');
  expect(await page.getByRole('listbox').count()).toBe(0);
  await page.keyboard.type('new york');
  // Not only there, but the one that Enter chooses.
  await page.locator('[role=option][data-combobox-selected]', { hasText: 'America/New York' }).waitFor();
  // The list is filtered anew while it is typed: an Enter in between chooses nothing, and is pressed again.
  await expect
    .poll(
      async () => {
        const isOpen = (await page.getByRole('listbox').count()) > 0;
        if (isOpen) await page.keyboard.press('Enter');
        return isOpen;
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const saved = answerTo(page);
  await page.keyboard.press('Enter');
  expect(await saved).toMatchObject({
    organisation: 'Typists',
    about: 'Types.',
    timeZone: 'America/New_York',
  });
});

test('says so when no zone fits, and keeps the one that was chosen', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'nowhere@example.org', fullName: 'No Where' });
  await page.goto('/account');
  await zone(page).fill('Nowhere/Land');
  await page.getByText('No zone fits.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await zone(page).inputValue()).toBe('As on each device');
});

test('goes from page to page of the account, by keyboard too, and marks the one that is open', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'pages@example.org', fullName: 'Pa Ges' });
  await page.goto('/account');
  const sections = page.getByRole('navigation', { name: 'Account' });
  await sections.getByRole('link', { name: 'Profile' }).focus();
  expect(await sections.locator('[aria-current="page"]').allTextContents()).toEqual(['Profile']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
  expect(await sections.locator('[aria-current="page"]').allTextContents()).toEqual(['Security']);
  await page.getByRole('button', { name: 'Account menu of Pa Ges' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
});

test('has the open page of the account in view where its row is longer than the screen', async () => {
  const page = await stage.visitor({ viewport: { width: 170, height: 740 } });
  await signUp(stage, page, { address: 'tiny@example.org', fullName: 'Ti Ny' });
  await page.goto('/account/sessions');
  const current = page.getByRole('navigation', { name: 'Account' }).locator('[aria-current="page"]');
  await current.waitFor();
  const { left, right } = await current.evaluate((link) => link.getBoundingClientRect().toJSON());
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(170);
});

/** Saves, and answers the account as the API gives it back. */
async function save(page: Page): Promise<unknown> {
  const saved = answerTo(page);
  await page.getByRole('button', { name: 'Save' }).click();
  return saved;
}

async function answerTo(page: Page): Promise<unknown> {
  const response = await page.waitForResponse(/accounts\.updateProfile/);
  await page.getByText('Your profile is saved.').first().waitFor();
  const { result } = (await response.json()) as { result: { data: { json: unknown } } };
  return result.data.json;
}

async function openChess(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  await page.getByRole('heading', { level: 1, name: 'Open-air chess' }).waitFor();
  await page.getByText('When', { exact: true }).waitFor();
}
