import { expect, test } from 'vitest';
import { joinAs, publishEvent, staffAt, standing } from './crowd.ts';
import { holds } from './holds.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('invites by pasting, shows first who is meant and what is wrong, and takes an invitation back', async () => {
  const eventId = await publishEvent(stage, { joinPolicy: 'invitation' });
  const elsewhere = await publishEvent(stage);
  const [known] = await joinAs(stage, elsewhere, ['Known Person']);
  const page = await staffAt(stage, `/staff/events/${eventId}/invitations`);
  await page.getByRole('heading', { name: 'Nobody is waiting' }).waitFor();
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText('Write or choose whom to invite.').waitFor();
  await page
    .getByLabel('Addresses')
    .fill(`Ada Example <ada.invited@example.org>, ${known?.address}\nnobody at all`);
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText('1 line is left out').waitFor();
  await page.getByText('no address (nobody at all)').waitFor();
  await holds(page, 'preview of invitations');
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await page.getByText('2 people are invited.').waitFor();
  await page.getByText('Ada Example').waitFor();
  expect(await standing(stage, eventId, [known as never])).toEqual(['invited']);
  const mails = await stage.server.database.query(
    `select kind from delivery where recipient = 'ada.invited@example.org'`,
  );
  expect(mails.map((row) => row.kind)).toEqual(['invitation']);

  await page.getByRole('button', { name: 'Withdraw the invitation of ada.invited@example.org' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('The invitation is withdrawn.').waitFor();
  await page.getByRole('heading', { name: 'Nobody is waiting' }).waitFor();
});

test('invites whom a CSV file names', async () => {
  const eventId = await publishEvent(stage);
  const page = await staffAt(stage, `/staff/events/${eventId}/invitations`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name;E-Mail\r\nZoë;zoe.csv@example.org\r\nAgain;zoe.csv@example.org\r\n'),
  });
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText('stands further up already', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Invite 1 person' }).click();
  await page.getByText('1 person is invited.').waitFor();
  await page.getByText('Zoë').waitFor();
});

test('E14 keeps somebody out of one event from the list of its people, and says what that ended', async () => {
  const eventId = await publishEvent(stage, { capacity: 1 });
  const people = await joinAs(stage, eventId, ['Threw Chairs', 'Waits On']);
  const page = await staffAt(stage, `/staff/events/${eventId}/participants`);
  await page.getByRole('button', { name: 'More for Threw Chairs' }).click();
  await page.getByRole('menuitem', { name: 'Add to the blacklist' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to the blacklist' });
  await dialog.getByLabel('Until').fill('2020-01-01T10:00');
  await dialog.getByRole('button', { name: 'Add to the blacklist' }).click();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByText('This lies in the past.').waitFor();
  await holds(page, 'adding to the blacklist');
  await dialog.getByLabel('Until').fill('2040-01-01T10:00');
  await dialog.getByLabel('Reason').fill('Threw chairs.');
  await dialog.getByRole('button', { name: 'Add to the blacklist' }).click();
  await page.getByText('The entry holds from now on. It ended 1 participation.').waitFor();
  expect(await standing(stage, eventId, people)).toEqual(['rejected', 'going']);

  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole('link', { name: 'Blacklist' }).last().click();
  await page.getByText('Threw chairs.').waitFor();
  await page.getByText('This event', { exact: true }).waitFor();
  await holds(page, 'blacklist of an event');
  await page.getByRole('button', { name: 'Remove the entry of Threw Chairs' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The entry is removed.').waitFor();
});

test('E14 keeps an address out of every event, whoever it belongs to', async () => {
  const page = await staffAt(stage, '/staff/blacklist');
  await page.getByRole('button', { name: 'Add to the blacklist' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to the blacklist' });
  await dialog.getByLabel('E-mail address').fill('kept.out@example.org');
  await dialog.getByLabel('Reason').fill('Sells tickets on.');
  await dialog.getByRole('button', { name: 'Add to the blacklist' }).click();
  await page.getByText('The entry holds from now on.').waitFor();
  await page.getByText('By address, kept as a hash').waitFor();
  await page.getByText('All events', { exact: true }).waitFor();
  expect(await page.getByText('kept.out@example.org').count()).toBe(0);
  await holds(page, 'blacklist');
});

test('marks a system user on the blacklist', async () => {
  await stage.server.database.query(
    `with made as (
       insert into account (id, address, address_key, full_name, is_system, created_at, updated_at)
       values (gen_random_uuid(), 'import', 'import', 'Nightly import', true, now(), now()) returning id)
     insert into blacklist_entry (id, account_id, reason, created_at)
     select gen_random_uuid(), id, 'It ran wild.', now() from made`,
  );
  const page = await staffAt(stage, '/staff/blacklist');
  const row = page.getByRole('listitem').filter({ hasText: 'Nightly import' });
  await row.getByText('System user').waitFor();
});
