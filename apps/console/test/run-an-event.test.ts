import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { chooseZone } from './choose-zone.ts';
import { joinAs, publishEvent, staffAt } from './crowd.ts';
import { holds } from './holds.ts';
import { becomeSuperuser, signUp } from './people.ts';
import { makeFilm } from './qr-video.ts';
import { setStage } from './stage.ts';

const film = makeFilm();
const stage = setStage(
  {},
  {
    browserArguments: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film.path}`,
    ],
  },
);
afterAll(() => film.remove());

test('a stranger runs an event from draft to check-in', async () => {
  const staff = await stage.visitor();
  await becomeSuperuser(stage, staff, { address: 'host@example.org', fullName: 'Hedda Host' });
  await draft(staff);
  await staff.getByRole('button', { name: 'Publish' }).click();
  await staff.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await staff.getByText('The event is published.').waitFor();

  const guest = await joinInBrowser('Gwen Guest', 'Join');
  const late = await joinInBrowser('Leo Late', 'Join the waitlist');
  await late.getByText('Your place in line: 1.').waitFor();

  // Somebody is invited, finds the event by it, and takes the place in line that is left.
  await staff.getByRole('link', { name: 'Invitations' }).click();
  await staff.getByLabel('Addresses').fill('Ines Invited <ines@example.org>');
  await staff.getByRole('button', { name: 'Check first' }).click();
  await staff.getByRole('button', { name: 'Invite 1 person' }).click();
  await staff.getByText('1 person is invited.').waitFor();
  const invited = await stage.visitor();
  await signUp(stage, invited, { address: 'ines@example.org', fullName: 'Ines Invited' });
  await invited.goto('/my-events');
  await invited.getByRole('link', { name: 'Garden concert' }).click();
  await invited.getByRole('button', { name: 'I come' }).click();
  await invited.getByText('Your place in line: 2.').waitFor();

  // One more than there are seats, because somebody has said so and why.
  await staff.getByRole('link', { name: 'Participants' }).click();
  await staff.getByText('Waitlist, place 2').waitFor();
  await staff.getByRole('button', { name: 'More for Ines Invited' }).click();
  await staff.getByRole('menuitem', { name: 'Change the record' }).click();
  const dialog = staff.getByRole('dialog', { name: 'Change the record of Ines Invited' });
  await dialog.getByLabel('Reason').fill('She plays.');
  await dialog.getByLabel('Against the rules of the event').check();
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await staff.getByText('The record of the person is saved.').waitFor();
  await staff.getByText('Override').waitFor();

  await staff.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    staff.waitForEvent('download'),
    staff.getByRole('menuitem', { name: 'CSV, for any program' }).click(),
  ]);
  expect((await readFile(await download.path(), 'utf8')).split('\r\n').filter(Boolean)).toHaveLength(4);

  // At the door: the guest shows the ticket, the other one is found by name.
  await guest.getByRole('link', { name: 'Show my ticket' }).click();
  await guest.getByRole('img', { name: 'Code of the ticket, to be scanned at the door' }).waitFor();
  film.show(await ticketOn(guest));
  await staff.getByRole('link', { name: 'Check-in' }).click();
  await staff.getByRole('button', { name: 'Scan with the camera' }).click();
  const result = staff.getByRole('alert');
  await result.getByText('Gwen Guest').waitFor();
  await result.getByText('Let in', { exact: true }).waitFor();
  await staff.getByRole('button', { name: 'Stop the camera' }).click();
  await staff.getByLabel('Name or address').fill('ines');
  await staff.getByRole('button', { name: 'Let in Ines Invited' }).click();
  await result.getByText('Ines Invited').waitFor();
  await staff.getByText('2 of 2 in').waitFor();
  await guest.reload();
  await guest.getByText('You were let in at', { exact: false }).waitFor();

  await staff.getByRole('link', { name: 'Back to the event' }).click();
  await staff.getByRole('link', { name: 'Attendance' }).click();
  await staff.getByText('2 going, 1 waiting at last.').waitFor();
  await staff.getByText('2 checked in at last.').waitFor();
});

test('the chart is drawn, and says the same as a table', async () => {
  const eventId = await publishEvent(stage, { capacity: 2 });
  await joinAs(stage, eventId, ['Ada', 'Bo', 'Cy']);
  await stage.server.database.query(
    `update participation_transition t set at = t.at - (extract(epoch from now())::int % 7 + 1) * interval '1 day' * random()
     from participation p where p.id = t.participation_id and p.event_id = '${eventId}'`,
  );
  const page = await staffAt(stage, `/staff/events/${eventId}/attendance`);
  await page.getByText('2 going, 1 waiting at last.').waitFor();
  await page.locator('.recharts-area').first().waitFor();
  await page.getByText('Nobody has been checked in yet.').waitFor();
  await page.getByText('The same as a table').click();
  const cells = await page.locator('tbody tr').last().locator('td').allTextContents();
  expect(cells.slice(2)).toEqual(['2', '1', '0']);
  await holds(page, 'attendance');

  const empty = await publishEvent(stage);
  await page.goto(`/staff/events/${empty}/attendance`);
  await page.getByRole('heading', { name: 'Nothing to draw yet' }).waitFor();
  await holds(page, 'attendance of nobody');
});

async function draft(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New event' }).click();
  await page.getByLabel('Name').fill('Garden concert');
  await page.getByLabel('Short description').fill('Strings under trees.');
  const day = new Date(stage.server.clock.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('Starts').fill(`${day}T10:00`);
  await page.getByLabel('Ends').fill(`${day}T12:00`);
  await chooseZone(page, 'Europe/Berlin');
  await page.getByLabel('Seats').fill('1');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByText('The draft is created.').waitFor();
}

async function joinInBrowser(fullName: string, button: string): Promise<Page> {
  const page = await stage.visitor();
  const address = `${fullName.toLowerCase().replace(' ', '.')}@example.org`;
  await signUp(stage, page, { address, fullName });
  await page.getByRole('link', { name: 'Garden concert' }).click();
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: /^Leave/ }).waitFor();
  return page;
}

/** What the code on the page says, as the page keeps it. */
async function ticketOn(page: Page): Promise<string> {
  const kept = await page.evaluate(() => localStorage.getItem('foyer-tickets'));
  return (JSON.parse(kept ?? '[]') as { ticket: string }[])[0]?.ticket ?? '';
}
