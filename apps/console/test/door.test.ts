import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { ask } from '../../server/src/testing/ask.ts';
import { passTime } from '../../server/src/testing/pass-time.ts';
import { joinAs, publishEvent, staffAt, standing, ticketOf } from './crowd.ts';
import { holds } from './holds.ts';
import { isKept } from './kept-page.ts';
import { enterCode, tabTo } from './people.ts';
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

const at = (eventId: string) => `/staff/events/${eventId}/check-in`;

async function scan(page: Page, ticket: string): Promise<void> {
  await page.getByLabel('Code of a ticket').fill(ticket);
  await page.keyboard.press('Enter');
}

/** Staff as the server knows them, beside the one in the browser. */
async function reject(eventId: string, accountId: string): Promise<void> {
  const { database } = stage.server;
  await database.query(
    `update participation set state = 'rejected' where event_id = '${eventId}' and account_id = '${accountId}'`,
  );
}

/** Has a procedure refuse as the server refuses whoever is not signed in, but for the code. */
async function refuse(page: Page, procedure: string, codeNow: () => string): Promise<void> {
  await page.route(`**/${procedure}*`, async (route) => {
    const { authorization: _, cookie: __, ...headers } = await route.request().allHeaders();
    const refusal = await route.fetch({ headers });
    const body = (await refusal.text()).replaceAll('SIGN_IN_REQUIRED', codeNow());
    await route.fulfill({ response: refusal, body });
  });
}

test('E13 reads a ticket by the camera, once, and says so when it is shown again', async () => {
  const eventId = await publishEvent(stage);
  const [guest] = await joinAs(stage, eventId, ['Ada Lovelace']);
  film.show(await ticketOf(stage, eventId, guest as never));
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  const result = page.getByRole('alert');
  await result.getByText('Let in', { exact: true }).waitFor();
  await result.getByText('Ada Lovelace').waitFor();
  await page.getByText('1 of 1 in').waitFor();
  expect(await standing(stage, eventId, [guest as never])).toEqual(['going in']);
  await holds(page, 'the door with its camera', [360]);

  await page.getByRole('button', { name: 'Stop the camera' }).click();
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await result.getByText('Already in').waitFor();
  await result.getByText('Look twice.', { exact: false }).waitFor();
});

test('the camera is allowed to the page at the door, and to no other', async () => {
  const eventId = await publishEvent(stage);
  const allows = (page: Page) =>
    page.evaluate(() =>
      (
        document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } }
      ).featurePolicy.allowsFeature('camera'),
    );
  const page = await staffAt(stage, `/staff/events/${eventId}/participants`);
  expect(await allows(page)).toBe(false);
  await page.getByRole('link', { name: 'Check-in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Check-in' }).waitFor();
  expect(await allows(page)).toBe(true);
  await page.getByRole('link', { name: 'Back to the event' }).click();
  await page.getByRole('heading', { level: 1, name: 'Participants' }).waitFor();
  expect(await allows(page)).toBe(false);
});

test('E13 a ticket that is none, is rejected or has no seat fails as what it is; a check-in is taken back', async () => {
  const eventId = await publishEvent(stage, { capacity: 2 });
  const [goes, rejected, waits] = await joinAs(stage, eventId, ['Goes In', 'Turned Away', 'Waits On']);
  const ticket = await ticketOf(stage, eventId, goes as never);
  const ofRejected = await ticketOf(stage, eventId, rejected as never);
  await reject(eventId, rejected?.accountId ?? '');
  const page = await staffAt(stage, at(eventId));
  const result = page.getByRole('alert');
  await scan(page, 'not a ticket');
  await result.getByText('No ticket to this event').waitFor();
  await scan(page, ofRejected);
  await result.getByText('Staff has turned this person away.').waitFor();
  await page.getByText(waits?.fullName ?? '').waitFor();
  expect(await page.getByRole('button', { name: 'Let in Waits On' }).count()).toBe(0);
  await scan(page, ticket);
  await result.getByText('Goes In').waitFor();
  await result.getByRole('button', { name: 'Take back the check-in of Goes In' }).click();
  await result.getByText('The check-in is taken back.').waitFor();
  expect(await standing(stage, eventId, [goes as never])).toEqual(['going']);
});

test('says of whom it lets in that it is a system user, as the list does', async () => {
  const eventId = await publishEvent(stage);
  const [machine] = await joinAs(stage, eventId, ['Nightly import']);
  const ticket = await ticketOf(stage, eventId, machine as never);
  await stage.server.database.query(`update account set is_system = true where id = '${machine?.accountId}'`);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Nightly import').waitFor();
  const result = page.getByRole('alert');
  await scan(page, ticket);
  await result.getByText('Let in', { exact: true }).waitFor();
  await result.getByText('System user', { exact: true }).waitFor();
  await holds(page, 'the door with a system user', [360]);
  await page.context().setOffline(true);
  await scan(page, ticket);
  await result.getByText('Already in').waitFor();
  await result.getByText('System user', { exact: true }).waitFor();
});

test('asks for the ticket when nothing was typed, until something is', async () => {
  const page = await staffAt(stage, at(await publishEvent(stage)));
  const field = page.getByLabel('Code of a ticket');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Scan a ticket into this field').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  await holds(page, 'the door with nothing typed');
  await page.keyboard.type('nonsense');
  await page.getByText('Scan a ticket into this field').waitFor({ state: 'detached' });
  expect(await field.getAttribute('aria-invalid')).not.toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('No ticket to this event').waitFor();
});

test('takes a scanner for none that forgets its ticket because it ends it with two Enters', async () => {
  const eventId = await publishEvent(stage);
  const [guest] = await joinAs(stage, eventId, ['Ada Lovelace']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  const complaint = page.getByText('Scan a ticket into this field');
  const now = Date.now();
  await page.clock.setFixedTime(now);
  await scan(page, await ticketOf(stage, eventId, guest as never));
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Let in', { exact: true }).waitFor();
  expect(await complaint.count()).toBe(0);
  // Who presses the button means it, and so does whoever presses Enter later.
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await complaint.waitFor();
  await scan(page, 'nonsense');
  await page.clock.setFixedTime(now + 5_000);
  await page.keyboard.press('Enter');
  await complaint.waitFor();
});

test('lets somebody in by list, by the keyboard alone', async () => {
  const eventId = await publishEvent(stage);
  const people = await joinAs(stage, eventId, ['Ada Lovelace', 'Bo Diddley']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Bo Diddley').waitFor();
  const search = page.getByLabel('Name or address');
  await tabTo(page, search);
  await page.keyboard.type('diddley');
  await page.getByText('Ada Lovelace').waitFor({ state: 'detached' });
  await tabTo(page, page.getByRole('button', { name: 'Let in Bo Diddley' }));
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Let in', { exact: true }).waitFor();
  expect(await standing(stage, eventId, people)).toEqual(['going', 'going in']);
  await holds(page, 'the door by list');
});

test('E13 works without network: by its list, once, never for a stranger; and sends everything with its own time', async () => {
  const eventId = await publishEvent(stage);
  const [first, second] = await joinAs(stage, eventId, ['Ada Lovelace', 'Bo Diddley']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Bo Diddley').waitFor();
  await page.context().setOffline(true);
  const [late] = await joinAs(stage, eventId, ['Came Later']);
  const result = page.getByRole('alert');

  await scan(page, await ticketOf(stage, eventId, first as never));
  await result.getByText('On the list: let in').waitFor();
  await page.getByText('1 scan waits to be sent.').waitFor();
  await holds(page, 'the door without network');
  await scan(page, await ticketOf(stage, eventId, first as never));
  await result.getByText('Scanned here at', { exact: false }).waitFor();
  await scan(page, await ticketOf(stage, eventId, late as never));
  await result.getByText('Cannot be checked').waitFor();
  await scan(page, 'f'.repeat(64));
  await result.getByText('Cannot be checked').waitFor();
  await page.getByRole('button', { name: 'Let in Bo Diddley' }).click();
  await page.getByText('2 scans wait to be sent.').waitFor();
  // What was a mistake is taken back before anybody else hears of it.
  await result.getByRole('button', { name: 'Take back the check-in of Bo Diddley' }).click();
  await page.getByText('1 scan waits to be sent.').waitFor();
  const before = Date.now();
  expect(await standing(stage, eventId, [first as never])).toEqual(['going']);

  await page.context().setOffline(false);
  await page.getByText('1 of 3 in').waitFor();
  expect(await standing(stage, eventId, [first, second, late] as never)).toEqual([
    'going in',
    'going',
    'going',
  ]);
  expect(await page.getByText('Look at these').count()).toBe(0);
  const [row] = await stage.server.database.query(
    `select checked_in_at from participation where event_id = '${eventId}' and account_id = '${first?.accountId}'`,
  );
  expect(new Date(String(row?.checked_in_at)).getTime()).toBeLessThanOrEqual(before);
});

test('E13 two doors, one ticket, one of them without network: one check-in, and the other door hears of it', async () => {
  const eventId = await publishEvent(stage);
  const [guest, gone] = await joinAs(stage, eventId, ['Ada Lovelace', 'Gone Meanwhile']);
  const [ticket, ofGone] = [
    await ticketOf(stage, eventId, guest as never),
    await ticketOf(stage, eventId, gone as never),
  ];
  const far = await staffAt(stage, at(eventId));
  await far.getByText('Gone Meanwhile').waitFor();
  const near = await staffAt(stage, at(eventId));
  await near.getByText('Gone Meanwhile').waitFor();
  await far.context().setOffline(true);
  await scan(near, ticket);
  await near.getByRole('alert').getByText('Let in', { exact: true }).waitFor();
  await scan(far, ticket);
  await far.getByRole('alert').getByText('On the list: let in').waitFor();
  await ask({ url: stage.server.url, token: gone?.token }, 'participations.leave', { eventId });
  await scan(far, ofGone);
  await far.getByText('2 scans wait to be sent.').waitFor();

  await far.context().setOffline(false);
  await far.getByText('Look at these').waitFor();
  await far.getByText('Ada Lovelace was let in here at', { exact: false }).waitFor();
  await far.getByText('This person has given their seat up.', { exact: false }).waitFor();
  await holds(far, 'the door with what to look at');
  expect(await standing(stage, eventId, [guest, gone] as never)).toEqual(['going in', 'left']);
  const seen = far.getByRole('button', { name: 'Seen' });
  await seen.last().click();
  // Until the last one is gone, it could be pressed twice.
  await seen.nth(1).waitFor({ state: 'detached' });
  await seen.click();
  await far.getByText('Look at these').waitFor({ state: 'detached' });
});

test('E13 what was let in without network is sent after the page was closed and opened again', async () => {
  const eventId = await publishEvent(stage);
  const [guest] = await joinAs(stage, eventId, ['Ada Lovelace']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  await isKept(page);
  await page.context().setOffline(true);
  await scan(page, await ticketOf(stage, eventId, guest as never));
  await page.getByRole('alert').getByText('On the list: let in').waitFor();
  // A phone throws pages away that nobody looks at, and loads them anew: also where there is no network.
  await page.reload();
  await page.getByText('1 scan waits to be sent.').waitFor();
  await scan(page, await ticketOf(stage, eventId, guest as never));
  await page.getByRole('alert').getByText('Scanned here at', { exact: false }).waitFor();
  const again = await page.context().newPage();
  await page.close();
  await again.context().setOffline(false);
  await again.goto(at(eventId));
  await again.getByText('1 of 1 in').waitFor();
  expect(await standing(stage, eventId, [guest as never])).toEqual(['going in']);
});

test('E13 a scan outlives what is owed by whoever is signed in, says why it waits, and goes through after', async () => {
  const eventId = await publishEvent(stage);
  const [guest] = await joinAs(stage, eventId, ['Ada Lovelace']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  let owed = 'SECOND_FACTOR_OWED';
  await refuse(page, 'participations.checkIn', () => owed);
  const status = page.getByRole('status');
  await scan(page, await ticketOf(stage, eventId, guest as never));
  await page.getByRole('alert').getByText('On the list: let in').waitFor();
  await status.getByText('This service demands a second step of you', { exact: false }).waitFor();
  await holds(page, 'the door with a scan that is not taken', [360]);
  for (const [code, words] of [
    ['VERIFICATION_REQUIRED', 'Confirm your address first.'],
    ['NOT_ALLOWED', 'Your account may not do this.'],
  ] as const) {
    owed = code;
    await status.getByRole('button', { name: 'Send now' }).click();
    await status.getByText(words, { exact: false }).waitFor();
    await page.getByText('1 scan waits to be sent.').waitFor();
  }
  expect(await standing(stage, eventId, [guest as never])).toEqual(['going']);
  expect(await page.getByText('Look at these').count()).toBe(0);

  await page.unrouteAll();
  await page.getByText('1 of 1 in').waitFor();
  await page.getByText('1 scan waits to be sent.').waitFor({ state: 'detached' });
  expect(await standing(stage, eventId, [guest as never])).toEqual(['going in']);
});

test('a door to which the server answers that it may not does not speak of a lost network', async () => {
  const eventId = await publishEvent(stage);
  await joinAs(stage, eventId, ['Ada Lovelace']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  for (const procedure of ['checkIn', 'listDoor'])
    await refuse(page, `participations.${procedure}`, () => 'NOT_ALLOWED');
  await scan(page, 'f'.repeat(64));
  await page.getByRole('alert').getByText('Cannot be checked').waitFor();
  const status = page.getByRole('status');
  // Nothing is kept, so that sending it has nothing to say: the list says why.
  await status.getByRole('button', { name: 'Send now' }).click();
  await status.getByText('Your account may not do this.', { exact: false }).waitFor();
  expect(await page.getByText('No network.', { exact: false }).count()).toBe(0);
});

test('E13 a scan outlives the session, and is sent once somebody has signed in again', async () => {
  const eventId = await publishEvent(stage);
  const [guest] = await joinAs(stage, eventId, ['Ada Lovelace']);
  const page = await staffAt(stage, at(eventId));
  await page.getByText('Ada Lovelace').waitFor();
  await page.context().setOffline(true);
  await scan(page, await ticketOf(stage, eventId, guest as never));
  await page.getByText('1 scan waits to be sent.').waitFor();
  const { database } = stage.server;
  const [session] = await database.query(
    `update session set ended_at = now() where account_id = (select account_id from session order by created_at desc limit 1)
     returning (select address from account where id = account_id) as address`,
  );
  // The token of the page is over as well.
  await passTime(stage.server, 11 * 60_000);
  await page.context().setOffline(false);

  const address = String(session?.address);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const codes = (await stage.server.codesTo(address)).length;
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(page, await stage.server.codeFor(address, codes + 1));
  await page.getByText('1 of 1 in').waitFor();
  expect(await standing(stage, eventId, [guest as never])).toEqual(['going in']);
});
