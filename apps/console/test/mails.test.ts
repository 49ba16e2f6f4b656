import { expect, test } from 'vitest';
import { signUp } from './people.ts';
import { quiet } from './quiet.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('ends reminders and has them again, by keyboard, and it stays so', async () => {
  const page = await stage.visitor();
  await signUp(stage, page, { address: 'mails@example.org', fullName: 'Few Mails' });
  await page.goto('/account/mails');
  const reminders = page.getByRole('switch', { name: /^Reminders/ });
  expect(await reminders.isChecked()).toBe(true);
  await reminders.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => reminders.isChecked(), { timeout: 10_000 }).toBe(false);
  await quiet(page);
  await page.reload();
  expect(await reminders.isChecked()).toBe(false);
  await reminders.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => reminders.isChecked(), { timeout: 10_000 }).toBe(true);
});
