import { expect, test } from 'vitest';
import { joinAs, publishEvent, staffAt } from './crowd.ts';
import { holds } from './holds.ts';
import { setStage } from './stage.ts';

const stage = setStage();

test('staff writes to a part of the people, sees first whom it reaches and what they read, and what became of it', {
  timeout: 120_000,
}, async () => {
  const eventId = await publishEvent(stage, { capacity: 1, name: 'Lantern parade' });
  const [going, waiting] = await joinAs(stage, eventId, ['Goes There', 'Waits On']);
  const page = await staffAt(stage, `/staff/events/${eventId}/announcements`);
  await page.getByRole('heading', { name: 'Nothing was written yet' }).waitFor();
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText('Give a subject.').waitFor();
  await page.getByText('Write something.').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  await holds(page, 'an announcement with complaints');

  await page.getByLabel('Subject').fill('Bring a mug');
  await page.getByLabel('Text').fill('There is tea.\n\nThere are no mugs.');
  await page.getByRole('checkbox', { name: 'Going' }).uncheck();
  await page.getByRole('checkbox', { name: 'On the waitlist' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Check first' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'It reaches 1 person' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'It reaches 1 person');
  await page.getByText('There are no mugs.', { exact: false }).last().waitFor();
  await holds(page, 'preview of an announcement');
  const mail = page.locator('pre');
  await mail.getByText('Hello Stella Staff').waitFor();
  await page.getByLabel('Show it in').selectOption('Deutsch');
  await mail.getByText('Guten Tag Stella Staff').waitFor();
  await mail.getByText('There are no mugs.').waitFor();
  expect(await mail.getAttribute('lang')).toBe('de');
  await page.getByRole('button', { name: 'Send to 1 person' }).click();
  await page.getByText('It is on its way to 1 person.').waitFor();
  await page.getByText('1 sent').waitFor({ timeout: 30_000 });
  const subjects = async (address = '') =>
    (await stage.server.mailsTo(address)).map(({ subject }) => subject);
  expect(await subjects(waiting?.address)).toContain('Bring a mug');
  expect(await subjects(going?.address)).not.toContain('Bring a mug');
  await holds(page, 'announcements of an event');
});

test('staff schedules an announcement by the clock of the place, and takes it back', async () => {
  const eventId = await publishEvent(stage, { timeZone: 'Asia/Tokyo' });
  const page = await staffAt(stage, `/staff/events/${eventId}/announcements`);
  await page.getByLabel('Subject').fill('Doors open early');
  await page.getByLabel('Text').fill('At six.');
  await page.getByLabel('When').selectOption('later');
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText('Say when.').waitFor();
  await page.getByLabel('At', { exact: true }).fill('2020-01-01T10:00');
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.getByText('Give a time ahead, within a year.').first().waitFor();
  const ahead = new Date(stage.server.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('At', { exact: true }).fill(`${ahead}T10:00`);
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.getByText('It is scheduled.').waitFor();
  const [row] = await stage.server.database.query(
    `select send_at from announcement where event_id = '${eventId}'`,
  );
  expect(row?.send_at).toEqual(new Date(`${ahead}T01:00:00.000Z`));
  await page.getByRole('button', { name: 'Take back “Doors open early”' }).click();
  await holds(page, 'taking an announcement back');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('It is taken back.').waitFor();
  await page.getByText('Taken back', { exact: true }).waitFor();
});
