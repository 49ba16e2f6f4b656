import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { newId } from '../../server/src/kernel/ids.ts';
import { joinAs, publishEvent, staffAt, standing } from './crowd.ts';
import { holds } from './holds.ts';
import { tabTo } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const at = (eventId: string) => `/staff/events/${eventId}/participants`;

test('finds people by name, counts and filters them, and keeps the filter in the address', async () => {
  const eventId = await publishEvent(stage, { capacity: 2 });
  await joinAs(stage, eventId, ['Ada Lovelace', 'Bo Diddley', 'Cy Young']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Waitlist, place 1').waitFor();
  await page.getByLabel('Name or address').fill('DIDD');
  await page.getByText('Ada Lovelace').waitFor({ state: 'detached' });
  await page.getByText('Bo Diddley').waitFor();
  await page.reload();
  await page.getByText('Bo Diddley').waitFor();
  expect(await page.getByText('Ada Lovelace').count()).toBe(0);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByText('Ada Lovelace').waitFor();
  expect(await page.getByLabel('State').locator('option').allTextContents()).toContain('On the waitlist (1)');
  await page.getByLabel('State').selectOption('waitlisted');
  await page.getByText('Ada Lovelace').waitFor({ state: 'detached' });
  await page.getByText('Cy Young').waitFor();
  await page.getByLabel('Name or address').fill('nobody');
  await page.getByRole('heading', { name: 'Nobody like that' }).waitFor();
});

test('E2 lets one in and many, and turns people away with a reason, by the keyboard alone', async () => {
  const eventId = await publishEvent(stage, { joinPolicy: 'approval' });
  const people = await joinAs(stage, eventId, ['Ada Asks', 'Bo Asks', 'Cy Asks', 'Di Asks']);
  const page = await staffAt(stage, at(eventId));
  await page.getByRole('button', { name: 'Let in Ada Asks' }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Let in Ada Asks' }));
  await page.keyboard.press('Enter');
  await page.getByText('1 person has a seat or a place in line now.').waitFor();
  expect(await standing(stage, eventId, people)).toEqual(['going', 'requested', 'requested', 'requested']);
  await page.getByRole('button', { name: 'Let in Ada Asks' }).waitFor({ state: 'detached' });

  await page.locator('h1').focus();
  for (const name of ['Bo Asks', 'Cy Asks']) {
    await tabTo(page, page.getByLabel(`Choose ${name}`));
    await page.keyboard.press('Space');
  }
  await page.getByText('2 chosen').waitFor();
  await page.locator('h1').focus();
  await tabTo(page, page.getByRole('button', { name: 'Let in', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByText('2 people have a seat or a place in line now.').waitFor();

  const menu = page.getByRole('button', { name: 'More for Di Asks' });
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Turn away' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Turn 1 person away?' });
  await dialog.getByLabel('Reason, if you want to give one').fill('The room is small.');
  await page.keyboard.press('Enter');
  await page.getByText('1 person is turned away.').waitFor();
  expect(await standing(stage, eventId, people)).toEqual(['going', 'going', 'going', 'rejected']);

  await page.getByRole('button', { name: 'More for Di Asks' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History of Di Asks' });
  await history.getByText('Asks to come, then turned away').waitFor();
  await history.getByText('The room is small.').waitFor();
  expect(await history.getByText(/^Stella Staff/).count()).toBe(1);
  // What the service says of it is no text that anybody has written.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for Bo Asks' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await page.getByRole('dialog', { name: 'History of Bo Asks' }).getByText('Staff agreed.').waitFor();
});

test.each([
  [
    'Deutsch',
    [
      'Neu: auf der Warteliste',
      'Auf der Warteliste, dann Platz angeboten',
      'Platz angeboten, dann nimmt teil',
    ],
  ],
  [
    'Русский',
    [
      'Новая запись: в листе ожидания',
      'В листе ожидания, затем место предложено',
      'Место предложено, затем участвует',
    ],
  ],
])('tells a history in sentences, in %s too', async (language, sentences) => {
  const eventId = await publishEvent(stage, { capacity: 1 });
  const [, waiting] = await joinAs(stage, eventId, ['Ada Lovelace', 'Bo Diddley']);
  const { database } = stage.server;
  const [row] = await database.query(
    `select id from participation where account_id = '${waiting?.accountId}' and event_id = '${eventId}'`,
  );
  await database.query(`insert into participation_transition (id, participation_id, from_state, to_state, at)
    values ('${newId()}', '${row?.id}', 'waitlisted', 'offered', now() + interval '1 minute'),
      ('${newId()}', '${row?.id}', 'offered', 'going', now() + interval '2 minutes')`);
  const page = await staffAt(stage, at(eventId));
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: language }).click();
  await page
    .getByRole('button', { name: /Bo Diddley/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: /Vorgeschichte|История/ }).click();
  await page
    .getByRole('dialog')
    .getByText(sentences[0] ?? '')
    .waitFor();
  for (const sentence of sentences)
    expect(await page.getByRole('dialog').getByText(sentence, { exact: true }).count()).toBe(1);
});

test('E15 adds somebody by hand against the rules only by a choice of its own, and marks it', async () => {
  const eventId = await publishEvent(stage, { capacity: 1, waitlist: 'off' });
  await joinAs(stage, eventId, ['First Comer']);
  const elsewhere = await publishEvent(stage);
  const [late] = await joinAs(stage, elsewhere, ['Late Comer']);
  const page = await staffAt(stage, at(eventId));
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add somebody by hand' });
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await dialog.getByText('Give an address.').waitFor();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByLabel('E-mail address').fill(late?.address ?? '');
  await dialog.getByLabel('Reason').fill('The speaker.');
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await dialog.getByText('The rules of the event say no.', { exact: false }).waitFor();
  expect(await standing(stage, eventId, [late as never])).toEqual(['-']);
  await holds(page, 'adding against the rules');
  await dialog.getByLabel('Against the rules of the event').check();
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await page.getByText('The record of the person is saved.').waitFor();
  await page.getByText('Override').waitFor();
  expect(await standing(stage, eventId, [late as never])).toEqual(['going']);
  const audit = await stage.server.database.query(
    `select details from audit_entry where action = 'participation.recorded' and details ->> 'eventId' = '${eventId}'`,
  );
  expect(audit).toMatchObject([{ details: { isOverride: true, broken: ['seats'], reason: 'The speaker.' } }]);
});

test('E15 asks somebody to confirm, and deletes a record, which frees the seat for who waits', async () => {
  const eventId = await publishEvent(stage, { capacity: 1 });
  const people = await joinAs(stage, eventId, ['Has Seat', 'Waits On']);
  const elsewhere = await publishEvent(stage);
  const [asked] = await joinAs(stage, elsewhere, ['Ask Me']);
  const page = await staffAt(stage, at(eventId));
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add somebody by hand' });
  await dialog.getByLabel('E-mail address').fill(asked?.address ?? '');
  await dialog.getByLabel('Asked to confirm').check();
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await page.getByText('They are asked to confirm.').waitFor();
  expect(await standing(stage, eventId, [asked as never])).toEqual(['invited']);

  await page.getByRole('button', { name: 'More for Has Seat' }).click();
  await page.getByRole('menuitem', { name: 'Delete the record' }).click();
  const removing = page.getByRole('dialog', { name: 'Delete the record of Has Seat?' });
  await removing.getByRole('button', { name: 'Delete the record' }).click();
  await removing.getByText('Say why.').waitFor();
  await removing.getByLabel('Reason').fill('Entered twice.');
  await removing.getByRole('button', { name: 'Delete the record' }).click();
  await page.getByText('The record is deleted.').waitFor();
  await page.getByText('Has Seat').waitFor({ state: 'detached' });
  expect(await standing(stage, eventId, people)).toEqual(['-', 'going']);
});

test('A24 downloads the attendees as a file whose formulas are text', async () => {
  const eventId = await publishEvent(stage, { name: 'Formula night' });
  await joinAs(stage, eventId, ['=HYPERLINK("x")', 'Ada']);
  const page = await staffAt(stage, at(eventId));
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for any program' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Formula-night-.*\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  expect(text).toContain('\r\nAda,');
});

test('the page of people holds with everything on it', async () => {
  const eventId = await publishEvent(stage, { capacity: 2, waitlist: 'offer', joinPolicy: 'open' });
  await joinAs(stage, eventId, [
    'Ada Lovelace',
    'Maximiliana-Konstantina von und zu Habsburg-Lothringen',
    'Cy',
  ]);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Waitlist, place 1').waitFor();
  await page.getByLabel('Choose Cy').check();
  await holds(page, 'people of an event');
  await page.getByRole('button', { name: 'More for Cy' }).click();
  await page.getByRole('menuitem', { name: 'History' }).waitFor();
  await holds(page, 'menu of a person', [1280]);
});
