import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { de } from '../src/languages/de/de.ts';
import { en } from '../src/languages/en/en.ts';
import { ru } from '../src/languages/ru/ru.ts';
import { publishEvent, staffAt } from './crowd.ts';
import { holds } from './holds.ts';
import { signUp } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const minutes = 60_000;

const languages = [
  ['de', de],
  ['ru', ru],
] as const;

/** The same page in another language from now on. */
async function speak(page: Page, language: string, path: string): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('foyer-language', chosen), language);
  await page.goto(path);
}

/** Reads this, and nothing of it in English. */
async function reads(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor();
  const all = await page.locator('body').textContent();
  const english = [...Object.values(en.problems), ...Object.values(en.faults)];
  expect(english.filter((words) => all?.includes(words))).toEqual([]);
}

test.each(languages)(
  'whoever signs up in %s reads there why a name and a password are refused',
  {
    timeout: 2 * minutes,
  },
  async (language, { identity, problems }) => {
    const page = await stage.visitor();
    await page.goto('/');
    await speak(page, language, '/sign-up');
    await page.getByLabel(identity.fullName).fill('A bell\u0007rings');
    await page.getByLabel(identity.address).fill('ada@example.org');
    await page.getByRole('button', { name: identity.withPassword }).click();
    await page.getByLabel(identity.newPassword, { exact: true }).fill('password1');
    const send = page.getByRole('button', { name: identity.sendCode });
    await send.click();
    await reads(page, problems['not-one-line']);
    await page.getByLabel(identity.fullName).fill('Ada');
    await send.click();
    await reads(page, problems['password-common']);
    await page.getByLabel(identity.newPassword, { exact: true }).fill('ada@example');
    await send.click();
    await reads(page, problems['password-personal']);
    await holds(page, `why a password is refused, in ${language}`);
  },
);

test.each(languages)(
  'whoever fills in a profile in %s reads there what is wrong',
  {
    timeout: 2 * minutes,
  },
  async (language, { account, problems, shell }) => {
    const page = await stage.visitor();
    await signUp(stage, page, { address: `profile-${language}@example.org`, fullName: 'Ada' });
    await speak(page, language, '/account');
    await page.getByLabel(account.organisation).fill('A bell\u0007rings');
    await page.getByRole('button', { name: shell.save }).click();
    await reads(page, problems['not-one-line']);
  },
);

test.each(languages)(
  'staff that works in %s reads there what is wrong with an event and a rule',
  {
    timeout: 2 * minutes,
  },
  async (language, { problems, series, staff }) => {
    const eventId = await publishEvent(stage, { status: 'draft', name: 'Choir' });
    const page = await staffAt(stage, `/staff/events/${eventId}`);
    await speak(page, language, `/staff/events/${eventId}`);
    const save = page.getByRole('button', { name: staff.saveChanges });
    await page.locator('[name=endsAtLocal]').fill('2039-01-01T10:00');
    await save.click();
    await reads(page, problems['event-too-long']);
    await page.locator('[name=startsAtLocal]').fill('2021-01-01T10:00');
    await page.locator('[name=endsAtLocal]').fill('2021-01-01T12:00');
    await save.click();
    await reads(page, problems['end-is-past']);
    await page.getByRole('button', { name: series.repeat, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: series.repeatTitle });
    await dialog.getByLabel(series.count).fill('900');
    const key = language === 'ru' ? 'series-too-far-ahead_many' : 'series-too-far-ahead_other';
    await reads(page, (problems as Record<string, string>)[key]?.replace('{{count, number}}', '5') ?? '');
    await holds(page, `a rule that goes nowhere, in ${language}`);
  },
);
