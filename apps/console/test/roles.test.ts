import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { makePerson, type Person } from '../../server/src/testing/people.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, confirmByCode, hasFocus, press, signUp, tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage({ RATE_LIMIT_PER_MINUTE: '0' });
const minutes = 60_000;

const make = (role?: Parameters<typeof makePerson>[1]) =>
  makePerson(
    {
      config: stage.server.config,
      databaseUrl: stage.server.database.url,
      now: stage.server.clock.now(),
    },
    role,
  );
const roleOf = async ({ accountId }: { accountId: string }) =>
  (await stage.server.database.query(`select role from account where id = '${accountId}'`))[0]?.role;
const accountIdOf = async (address: string) =>
  (await stage.server.database.query(`select id from account where address = '${address}'`))[0]?.id as string;

async function openPerson(page: Page, accountId: string): Promise<void> {
  await page.goto(`/staff/people/${accountId}`);
  await page.getByRole('button', { name: 'Change role' }).waitFor();
}

test('a superuser makes somebody staff, by keyboard alone and after confirming, and dismisses them', {
  timeout: 3 * minutes,
}, async () => {
  const person = await make();
  const page = await stage.visitor();
  const address = 'keeper@example.org';
  await becomeSuperuser(stage, page, { address, fullName: 'Kee Per' });
  await openPerson(page, person.accountId);
  await holds(page, 'person whose role can be changed');
  await passTime(stage.server, 11 * minutes);

  await press(page, page.getByRole('button', { name: 'Change role' }));
  const dialog = page.getByRole('dialog', { name: 'Which role is Person 1 to have?' });
  await hasFocus(dialog.getByRole('radio', { name: 'Member' }));
  expect(await dialog.getByRole('radio').count()).toBe(2);
  await page.keyboard.press('Enter');
  await dialog.getByText('Choose another role.').waitFor();
  await dialog.getByText('Say why.').waitFor();
  await hasFocus(dialog.getByRole('radio', { name: 'Member' }));
  await holds(page, 'dialog that gives a role');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, dialog.getByLabel('Reason'));
  await page.keyboard.type('She runs the spring programme.');
  await page.keyboard.press('Enter');
  await confirmByCode(stage, page, address);
  await page.getByText('Person 1 has another role now.').waitFor();
  await page.getByRole('main').getByText('Staff', { exact: true }).waitFor();
  expect(await roleOf(person)).toBe('staff');

  await page.getByRole('button', { name: 'Change role' }).click();
  await dialog.getByLabel('Member').check();
  await dialog.getByLabel('Reason').fill('The season is over.');
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await expect.poll(() => roleOf(person)).toBe('member');
});

test('is offered to superusers alone, and not of other superusers or system users', {
  timeout: 2 * minutes,
}, async () => {
  const [peer, person] = [await make('superuser'), await make()];
  const robot = await ask({ url: stage.server.url, token: peer.token }, 'systemUsers.create', {
    fullName: 'Nightly import',
  });
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'other-keeper@example.org', fullName: 'Oth Er' });
  const offers = async (accountId: string) => {
    await page.goto(`/staff/people/${accountId}`);
    await page.getByText('API keys').first().waitFor();
    return page.getByRole('button', { name: 'Change role' }).count();
  };
  expect(await offers(person.accountId)).toBe(1);
  expect(await offers(peer.accountId)).toBe(0);
  expect(await offers(robot.data.id)).toBe(0);
});

test('who is appointed sees what is for staff without loading the page again, and who is dismissed no longer', {
  timeout: 2 * minutes,
}, async () => {
  const superuser = await make('superuser');
  const page = await stage.visitor();
  const address = 'appointed@example.org';
  await signUp(stage, page, { address, fullName: 'App Ointed' });
  const accountId = await accountIdOf(address);
  const give = (role: string) =>
    ask({ url: stage.server.url, token: superuser.token }, 'accounts.setRole', {
      accountId,
      role,
      reason: 'She runs the spring programme.',
    });
  const link = page.getByRole('navigation').getByRole('link', { name: 'Staff' });
  await page.getByRole('link', { name: 'Notifications' }).waitFor();
  expect(await link.count()).toBe(0);
  expect((await give('staff')).outcome).toBe('OK');
  await link.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect((await give('member')).outcome).toBe('OK');
  await page.getByText('This page is for staff').waitFor();
  expect(await link.count()).toBe(0);
});

test('a superuser steps down, and sees at once what staff sees', { timeout: 2 * minutes }, async () => {
  const other: Person = await make('superuser');
  const page = await stage.visitor();
  const address = 'leaving@example.org';
  await becomeSuperuser(stage, page, { address, fullName: 'Lea Ving' });
  const accountId = await accountIdOf(address);
  await openPerson(page, accountId);
  await page.getByRole('button', { name: 'Change role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Give up your own role?' });
  await dialog.getByLabel('Staff').check();
  await dialog.getByLabel('Reason').fill('Somebody else takes over.');
  await holds(page, 'dialog in which somebody steps down');
  // The last one is refused, and nothing is lost of what was filled in.
  const rest = `update account set role = 'member' where role = 'superuser' and id <> '${accountId}'`;
  await stage.server.database.query(rest);
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await dialog.getByText('This is the last superuser who can sign in.').waitFor();
  await stage.server.database.query(`update account set role = 'superuser' where id = '${other.accountId}'`);
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await page.getByText('You may look at this account, and change nothing about it.').waitFor();
  await page.goto('/staff/people');
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  expect(await page.getByRole('button', { name: 'Create a system user' }).count()).toBe(0);
});
