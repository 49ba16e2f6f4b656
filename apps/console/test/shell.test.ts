import { expect, test } from 'vitest';
import { holds } from './holds.ts';
import { signUp } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('speaks Russian when asked, keeps it, and says so to screen readers', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Programme' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Русский' }).click();
  await page.getByRole('heading', { level: 1, name: 'Программа' }).waitFor();
  await page.getByText('Осталось 12 мест').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Программа' }).waitFor();
  expect(await page.title()).toBe('Программа · Foyer');
});

test('offers every language on a small screen too, and speaks German down to dates and numbers', async () => {
  const page = await stage.visitor({ viewport: { width: 360, height: 740 } });
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Language' }).click();
  const offered = page.getByRole('menuitemradio');
  await offered.first().waitFor();
  expect(await offered.allTextContents()).toEqual(['English', 'Deutsch', 'Русский']);
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await page.getByRole('dialog', { name: 'Menü' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Programm', exact: true }).waitFor();
  await page.getByText('Noch 12 Plätze frei').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  const weekdays = /^(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag), \d+\. [A-Z].+ Uhr/;
  await page.getByText(weekdays).first().waitFor();
});

test('offers every language for mails', async () => {
  const page = await stage.visitor({ locale: 'de-AT' });
  await page.goto('/sign-up');
  await page.getByRole('heading', { level: 1, name: 'Konto erstellen' }).waitFor();
  await page.getByLabel('Ihr Name').fill('Greta');
  await page.getByLabel('E-Mail-Adresse').fill('greta@example.org');
  await page.getByRole('button', { name: 'Code senden' }).click();
  await page.getByLabel('Code aus der E-Mail').fill(await stage.server.codeFor('greta@example.org'));
  await page.getByRole('button', { name: 'Bestätigen' }).click();
  await page.getByRole('button', { name: 'Kontomenü von Greta' }).waitFor();
  await page.goto('/account');
  const language = page.getByLabel('Sprache der E-Mails und dieser Website');
  await language.waitFor();
  expect(await language.locator('option').allTextContents()).toEqual(['English', 'Deutsch', 'Русский']);
  expect(await language.inputValue()).toBe('de');
});

test('begins in the language of the browser', async () => {
  const page = await stage.visitor({ locale: 'ru-RU' });
  await page.goto('/sign-up');
  await page.getByRole('heading', { level: 1, name: 'Создание учётной записи' }).waitFor();
});

test('writes mails in the language that the visitor reads', async () => {
  const page = await stage.visitor({ locale: 'ru-RU' });
  await page.goto('/sign-up');
  await page.getByLabel('Ваше имя').fill('Вера');
  await page.getByLabel('Адрес электронной почты').fill('vera@example.org');
  await page.getByRole('button', { name: 'Прислать код' }).click();
  await stage.server.codeFor('vera@example.org');
  const [mail] = await stage.server.mailsTo('vera@example.org');
  expect(mail?.text).toMatch(/[а-яё]/i);
});

test('keeps the theme that was chosen, before anything is drawn', async () => {
  const page = await stage.visitor({ colorScheme: 'light' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('dark');
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('/', { waitUntil: 'domcontentloaded' });
  expect(await scheme()).toBe('dark');
});

test('moves the focus to the heading of the next page, and to the content by the skip link', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  await page.getByRole('heading', { level: 1, name: 'Open-air chess' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Sign in');
});

test('says that the server cannot be reached, and goes on by itself when it can', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').first().waitFor();
  await page.route(/\/(trpc|readyz)/, (route) => route.abort());
  await page.getByRole('link', { name: 'Open-air chess' }).click();
  await page.getByRole('status').filter({ hasText: 'Foyer cannot be reached just now.' }).waitFor();
  await page.getByRole('alert').filter({ hasText: 'This did not load' }).waitFor();
  await page.unroute(/\/(trpc|readyz)/);
  await page.getByRole('heading', { level: 1, name: 'Open-air chess' }).waitFor();
  await page.getByText('Foyer can be reached again.').waitFor();
});

test('says at once that the network is gone, and that it is back', async () => {
  const page = await stage.visitor();
  await page.goto('/');
  await page.getByRole('article').first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole('status').filter({ hasText: 'You are offline.' }).waitFor();
  await page.getByRole('article').first().waitFor();
  await holds(page, 'the programme without network');
  await page.context().setOffline(false);
  await page.getByText('Foyer can be reached again.').waitFor();
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
});

test('has a page for addresses that lead nowhere', async () => {
  const page = await stage.visitor();
  await page.goto('/no/such/page');
  await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
  await page.getByRole('link', { name: 'To the programme' }).click();
  await page.getByRole('heading', { level: 1, name: 'Programme' }).waitFor();
});

test('shows the programme to whoever shortens the address of an event', async () => {
  const page = await stage.visitor();
  await page.goto('/events');
  await page.getByRole('heading', { level: 1, name: 'Programme' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('has its navigation in a drawer on a small screen', async () => {
  const page = await stage.visitor({ viewport: { width: 360, height: 740 } });
  await signUp(stage, page, { address: 'small@example.org', fullName: 'Small Screen' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'My events' }).click();
  await page.getByRole('heading', { level: 1, name: 'My events' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('changes name and language of an account', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'profile@example.org', fullName: 'Old Name' });
  await page.goto('/account');
  await page.getByLabel('Your name').fill('New Name');
  await page.getByLabel('Language of mails and of this site').selectOption('ru');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Профиль сохранён.').waitFor();
  await page.getByRole('button', { name: 'Меню учётной записи: New Name' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Ваша учётная запись' }).waitFor();
  expect(await page.getByLabel('Ваше имя').inputValue()).toBe('New Name');
});
