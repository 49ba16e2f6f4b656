import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { until } from '../../server/src/testing/until.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, enterCode, signUp } from './people.ts';
import { quiet } from './quiet.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const minutes = 60_000;
let isThere = false;

/** The superuser of this installation, at the console of its admin listener. */
async function openJobs(tab = ''): Promise<Page> {
  const page = await stage.visitor();
  const address = 'runs-it@example.org';
  if (!isThere) await becomeSuperuser(stage, page, { address, fullName: 'Runs It' });
  else await signInAt(page, address);
  isThere = true;
  await page.goto(`${stage.server.config.ADMIN_URL}/admin/jobs${tab && `?tab=${tab}`}`);
  await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
  return page;
}

/** Signs in at the admin listener itself, as somebody does who never was at the public console. */
async function signInAt(page: Page, address: string): Promise<void> {
  const { server } = stage;
  const codes = (await server.codesTo(address)).length;
  await page.goto(`${server.config.ADMIN_URL}/sign-in`);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await server.codeFor(address, codes + 1));
  await page.getByRole('button', { name: 'Account menu of Runs It' }).waitFor();
}

async function makeTrouble(): Promise<void> {
  const { database, installation } = stage.server;
  for (let number = 0; number < 2; number++)
    await installation.queue.boss.send('send-enrolment', { sealed: 'secret words' }, { retryLimit: 0 });
  await until(
    async () => (await database.query("select 1 from pgboss.job where name = 'dead-letters'")).length >= 2,
    'both are dead letters',
  );
  await database.query(
    `insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at, message_id, created_at, outcome)
     select gen_random_uuid(), 'u' || n, 'welcome', 'bulk', 'u' || n || '@example.org', 'en', '{}', 'unknown', now(), now(), '<u' || n || '@localhost>', now(), 'the connection broke off after the body'
     from generate_series(1, 3) n`,
  );
}

test('shows how jobs stand, on the admin listener alone', { timeout: 2 * minutes }, async () => {
  const page = await openJobs();
  await page.getByRole('heading', { name: 'Cleaning' }).waitFor();
  await page.getByText('Alive').waitFor();
  await page.goto(`${stage.server.url}/admin/jobs`);
  await page.getByRole('heading', { name: 'Jobs are run from the admin listener' }).waitFor();
  // The port is whatever this installation has been given.
  await page.getByText('at its admin listener (setting ADMIN_PORT)').waitFor();
  const other = await stage.visitor();
  await signUp(stage, other, { address: 'curious@example.org', fullName: 'Cu Rious' });
  await other.goto(`${stage.server.config.ADMIN_URL}/admin/jobs`);
  await other.getByRole('heading', { name: 'This page is for staff' }).waitFor();
});

test('pauses a queue by keyboard alone, sees by itself what comes in, and lets it go on', {
  timeout: 2 * minutes,
}, async () => {
  const page = await openJobs();
  const queues = page.getByRole('region', { name: 'Queues' });
  const row = queues.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Cleaning' }) });
  await row.getByRole('button', { name: 'Pause Cleaning' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('What is in hand is finished').waitFor();
  // The focus starts on the way out, once the dialog has opened.
  await page.locator('button:focus', { hasText: 'Cancel' }).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('button:focus', { hasText: 'Pause' }).waitFor();
  await page.keyboard.press('Enter');
  await row.getByText('Paused').waitFor();
  // Nobody presses anything: the page asks by itself.
  await until(async () => {
    await stage.server.installation.queue.boss.send('remove-expired', {});
    const waiting = await stage.server.database.query(
      "select 1 from pgboss.job where name = 'remove-expired' and state = 'created'",
    );
    return waiting.length >= 2;
  }, 'jobs wait');
  await row
    .locator('div', { hasText: /^[2-9]Ready$|^Ready[2-9]$/ })
    .first()
    .waitFor({ timeout: 20_000 });
  await row.getByRole('button', { name: 'Show jobs of Cleaning' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('State').selectOption('Ready');
  await dialog.getByText('Details').first().click();
  await dialog.getByText('Payload, without texts').first().waitFor();
  await holds(page, 'the jobs of a queue');
  await dialog
    .getByRole('button', { name: /^Cancel job of/ })
    .first()
    .click();
  await page.getByText('The job is cancelled.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Go on with Cleaning' }).click();
  await row.getByText('Paused').waitFor({ state: 'detached' });
});

test('puts dead letters back, deletes them, and resolves unknown mails', {
  timeout: 2 * minutes,
}, async () => {
  await makeTrouble();
  const page = await openJobs('deadLetters');
  const letters = page.getByRole('listitem').filter({ hasText: 'Link for the first superuser' });
  await page.getByText('Payload, without texts').first().click();
  await page.getByRole('region', { name: 'Payload, without texts' }).first().waitFor();
  expect(await page.content()).not.toContain('secret words');
  await letters
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('It is deleted.').waitFor();
  await page.getByRole('tab', { name: 'Queues' }).click();
  await page.getByRole('button', { name: 'Pause Link for the first superuser' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await page.getByText('It is paused.').waitFor();
  await page.getByRole('tab', { name: /^Dead letters/ }).click();
  await page.getByRole('button', { name: 'Put all back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put all back' }).click();
  await page.getByText('1 put back, 0 left.').waitFor();
  await page.getByRole('heading', { name: 'No dead letters' }).waitFor();

  await page.getByRole('tab', { name: /^Unknown mails/ }).click();
  await page.getByText('Message-ID <u1@localhost>').waitFor();
  await page.getByRole('button', { name: 'The mail to u1@example.org was sent' }).click();
  await page.getByText('1 resolved, 0 left.').waitFor();
  await page.getByText('Message-ID <u1@localhost>').waitFor({ state: 'detached' });
  await page.getByLabel('Kind').selectOption('welcome');
  await page.getByRole('button', { name: 'All were sent' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'All were sent' }).click();
  await page.getByText('2 resolved, 0 left.').waitFor();
  const states = await stage.server.database.query(
    "select distinct state from delivery where kind = 'welcome' and send_key like 'u%'",
  );
  expect(states).toEqual([{ state: 'sent' }]);

  await stage.server.database.query(
    `update delivery set state = 'failed', outcome = '550 no such mailbox', payload = '{"fullName":"Ada"}'
     where send_key in ('u1', 'u2')`,
  );
  await page.getByRole('tab', { name: /^Refused mails/ }).click();
  await page.getByText('Last heard: 550 no such mailbox').first().waitFor();
  await page.getByRole('button', { name: 'Give up the mail to u1@example.org' }).click();
  await page.getByText('1 resolved, 0 left.').first().waitFor();
  await page.getByRole('button', { name: 'Send again to u2@example.org' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('heading', { name: 'No refused mails' }).waitFor();
});

test('runs what is done by the clock now, pauses it and lets it go on', async () => {
  const page = await openJobs('schedules');
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Cleaning' }) });
  await row.getByText('Every hour, at minute 17').waitFor();
  await row.getByText('17 * * * * (UTC)').waitFor();
  await page.getByText('Every minute').first().waitFor();
  await page.getByText(/Every day at 0?2:17 UTC/).waitFor();
  await row.getByRole('button', { name: 'Run now: Cleaning' }).click();
  await page.getByText('It has begun.').waitFor();
  await row.getByText(/^Last .*: Done$/).waitFor();
  await row.getByRole('button', { name: 'Pause Cleaning' }).click();
  await row.getByText('Paused').waitFor();
  await row.getByRole('button', { name: 'Go on with Cleaning' }).click();
  await row.getByText('Paused').waitFor({ state: 'detached' });
});

test('is accessible and fits, in both themes, and with long words', { timeout: 4 * minutes }, async () => {
  await stage.server.database.query(
    `update delivery set state = case send_key when 'u1' then 'failed' else 'unknown' end, next_try_at = now()
     where send_key like 'u%'`,
  );
  await stage.server.installation.queue.boss.send('send-enrolment', {}, { retryLimit: 0 });
  const page = await openJobs();
  for (const [tab, sign] of [
    ['queues', 'Cleaning'],
    ['deadLetters', 'Dead letters'],
    ['unknownMails', 'Send all again'],
    ['failedMails', 'Give all up'],
    ['schedules', 'Run now'],
  ] as const) {
    await page.goto(`${stage.server.config.ADMIN_URL}/admin/jobs?tab=${tab}`);
    await page.getByText(sign).first().waitFor();
    await holds(page, `jobs ${tab}`);
  }
  await page.evaluate(() => localStorage.setItem('foyer-language', 'de'));
  for (const tab of ['queues', 'deadLetters', 'unknownMails', 'failedMails', 'schedules']) {
    await page.goto(`${stage.server.config.ADMIN_URL}/admin/jobs?tab=${tab}`);
    await page.getByRole('heading', { level: 1, name: 'Aufträge' }).waitFor();
    await quiet(page);
    await holds(page, `jobs ${tab} in German`, [360]);
  }
});
