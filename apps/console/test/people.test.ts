import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { makePerson, type Person } from '../../server/src/testing/people.ts';
import { addTotp } from '../../server/src/testing/second-factors.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage({ RATE_LIMIT_PER_MINUTE: '0' });
const minutes = 60_000;

const make = (role?: Parameters<typeof makePerson>[1]) =>
  makePerson({ config: stage.server.config, databaseUrl: stage.server.database.url }, role);
const who = async ({ token }: Person) => (await ask({ url: stage.server.url, token }, 'accounts.me')).outcome;

async function openPeople(): Promise<Page> {
  const page = await stage.visitor();
  const address = `keeper-${Date.now()}@example.org`;
  await becomeSuperuser(stage, page, { address, fullName: 'Kee Per' });
  await page.goto('/staff/people');
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  return page;
}

test('finds somebody by a part of the address, closes the account, and opens it again', {
  timeout: 2 * minutes,
}, async () => {
  const [person] = [await make(), await make()];
  const page = await openPeople();
  await page.getByLabel('Name or address').fill(person.accountId.slice(-12).toUpperCase());
  const link = page.getByRole('link', { name: 'Person 1' });
  await expect.poll(() => link.count()).toBe(1);
  await holds(page, 'people');
  await link.click();
  await page.getByText(person.address).waitFor();
  await page.getByRole('button', { name: 'Close account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close account' }).click();
  await dialog.getByText('Say why.').waitFor();
  await holds(page, 'account that is closed');
  await dialog.getByLabel('Reason').fill('It sends spam.');
  await dialog.getByRole('button', { name: 'Close account' }).click();
  await page.getByText(/^Closed .*: It sends spam\.$/).waitFor();
  expect(await who(person)).toBe('SIGN_IN_REQUIRED');
  await page.getByRole('button', { name: 'Open account' }).click();
  await dialog.getByRole('button', { name: 'Open account' }).click();
  await page.getByRole('button', { name: 'Close account' }).waitFor();
});

test('takes a lost authenticator app off, by keyboard alone', { timeout: 2 * minutes }, async () => {
  const person = await make();
  await addTotp(stage.server, person.token);
  const page = await openPeople();
  await page.goto(`/staff/people/${person.accountId}`);
  await page.getByRole('heading', { name: 'Authenticator app' }).waitFor();
  await holds(page, 'person');
  await tabTo(page, page.getByRole('button', { name: 'Take off: Authenticator app' }));
  await page.keyboard.press('Enter');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('Lost with the telephone.');
  await page.keyboard.press('Enter');
  await page.getByText('Only a code by mail.').waitFor();
  expect(await who(person)).toBe('SIGN_IN_REQUIRED');
});

test('signs somebody out, and says of a superuser that nothing can be done here', {
  timeout: 2 * minutes,
}, async () => {
  const [person, peer] = [await make(), await make('superuser')];
  const page = await openPeople();
  await page.goto(`/staff/people/${person.accountId}`);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByText('0 devices signed in').waitFor();
  expect(await who(person)).toBe('SIGN_IN_REQUIRED');
  await page.goto(`/staff/people/${peer.accountId}`);
  await page.getByText('You may look at this account, and change nothing about it.').waitFor();
  expect(await page.getByRole('button', { name: 'Close account' }).count()).toBe(0);
});

test('marks system users, and narrows the list to them', { timeout: 2 * minutes }, async () => {
  const maker = await make('superuser');
  const caller = { url: stage.server.url, token: maker.token };
  await ask(caller, 'systemUsers.create', { fullName: 'Nightly import', role: 'staff' });
  const page = await openPeople();
  await page.getByLabel('Show').selectOption('System users');
  await page.getByRole('link', { name: 'Nightly import' }).waitFor();
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Account since' }).count()).toBe(1);
  await page.getByRole('link', { name: 'Nightly import' }).click();
  await page.getByText('It acts by API keys; nobody signs in to it.').waitFor();
  await holds(page, 'system user');
});
