import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { after, HOUR_MS } from '../../server/src/kernel/clock.ts';
import { ask } from '../../server/src/testing/ask.ts';
import { makePerson, type Person } from '../../server/src/testing/people.ts';
import { joinAs, publishEvent } from './crowd.ts';
import { holds } from './holds.ts';
import { isKept } from './kept-page.ts';
import { signOut, signUp } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

let members = 0;

/** Somebody in a browser of their own, and how staff reaches them. */
async function member(fullName: string): Promise<{ page: Page; address: string }> {
  const page = await stage.visitor();
  members += 1;
  const address = `ticket-${members}@example.org`;
  await signUp(stage, page, { address, fullName });
  return { page, address };
}

async function byStaff(procedure: 'participations.invite' | 'participations.approve', input: object) {
  const { config, database, url } = stage.server;
  const staff = await makePerson({ config, databaseUrl: database.url }, 'staff');
  return ask({ url, token: staff.token }, procedure, input);
}

const leave = (person: Person, eventId: string) =>
  ask({ url: stage.server.url, token: person.token }, 'participations.leave', { eventId });

test('has a ticket as a code, which stays without network, and goes with whoever signs out', async () => {
  const eventId = await publishEvent(stage, { name: 'Night at the mill', locationName: 'Old mill' });
  const { page } = await member('Tina Ticket');
  await page.goto(`/events/${eventId}`);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Show my ticket' }).click();
  const code = page.getByRole('img', { name: 'Code of the ticket, to be scanned at the door' });
  await code.waitFor();
  await page.getByText('Night at the mill').waitFor();
  await holds(page, 'ticket');
  await isKept(page);
  await page.setViewportSize({ width: 1280, height: 860 });

  await page.goBack();
  await page.getByRole('link', { name: 'Show my ticket' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Show my ticket' }).click();
  await code.waitFor();
  await page.getByText('Old mill').waitFor();
  // A phone throws pages away that nobody looks at, and loads them anew.
  await page.reload();
  await code.waitFor();
  await page.getByText('There is no network.', { exact: false }).waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole('button', { name: 'Account menu of Tina Ticket' }).waitFor();
  expect(await page.evaluate(() => localStorage.getItem('foyer-tickets'))).toContain(eventId);
  await signOut(page);
  expect(await page.evaluate(() => localStorage.getItem('foyer-tickets'))).toBe('[]');
});

test('whoever has no seat has no ticket, and is told where to look', async () => {
  const eventId = await publishEvent(stage);
  const { page } = await member('Nora Noseat');
  await page.goto(`/events/${eventId}/ticket`);
  await page.getByRole('heading', { name: 'You have no ticket here' }).waitFor();
  await page.getByRole('link', { name: 'To the event' }).click();
  await page.getByRole('button', { name: 'Join' }).waitFor();
});

test('asks to come where staff lets in, sees that it waits, and is let in', async () => {
  const eventId = await publishEvent(stage, { joinPolicy: 'approval', name: 'Closed rehearsal' });
  const { page } = await member('Rita Request');
  await page.goto(`/events/${eventId}`);
  await page.getByRole('button', { name: 'Ask to come' }).click();
  await page.getByText('You have asked to come').waitFor();
  await holds(page, 'request pending');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Ask to come' }).click();
  await page.getByText('You have asked to come').waitFor();
  const [row] = await stage.server.database.query(
    `select id from participation where event_id = '${eventId}' and state = 'requested'`,
  );
  await byStaff('participations.approve', { participationIds: [row?.id] });
  await page.reload();
  await page.getByText('You are going.').waitFor();
});

test('answers an invitation, by yes and by no', async () => {
  const eventId = await publishEvent(stage, { joinPolicy: 'invitation', name: 'Supper' });
  const { page, address } = await member('Ina Invited');
  await page.goto(`/events/${eventId}`);
  await page.getByText('This event is for those who were invited.').waitFor();
  await byStaff('participations.invite', { eventId, addresses: [address] });
  await page.goto('/my-events');
  await page.getByRole('heading', { name: 'Waits for your answer' }).waitFor();
  await page.getByRole('link', { name: 'Supper' }).click();
  await page.getByText('You are invited').waitFor();
  await holds(page, 'invitation');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole('button', { name: 'I do not come' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'I do not come' }).click();
  await page.getByText('This event is for those who were invited.').waitFor();
  await byStaff('participations.invite', { eventId, addresses: [address] });
  await page.reload();
  await page.getByRole('button', { name: 'I come' }).click();
  await page.getByText('You are going.').waitFor();
});

test('sees the place in line, then a seat on offer with the time that is left, and takes it', async () => {
  const eventId = await publishEvent(stage, { capacity: 1, waitlist: 'offer', name: 'Small concert' });
  const [first, second] = await joinAs(stage, eventId, ['Has Seat', 'Before Me']);
  const { page } = await member('Olga Offered');
  await page.goto(`/events/${eventId}`);
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByText('Your place in line: 2.').waitFor();
  await page.getByText('When a seat becomes free it is kept for you', { exact: false }).waitFor();
  await leave(second as Person, eventId);
  await page.reload();
  await page.getByText('Your place in line: 1.').waitFor();
  await leave(first as Person, eventId);
  await page.reload();
  await page.getByText('A seat is kept for you').waitFor();
  await page.getByText(/Time left: 2?\d hours|Time left: 1 day/).waitFor();
  await holds(page, 'offer');
  await page.setViewportSize({ width: 1280, height: 860 });
  const soon = after(new Date(), 90_000).toISOString();
  await stage.server.database.query(
    `update participation set offer_expires_at = '${soon}' where event_id = '${eventId}' and state = 'offered'`,
  );
  await page.reload();
  await page.getByText(/Time left: (1 minute )?\d+ seconds/).waitFor();
  await page.getByRole('button', { name: 'Take the seat' }).click();
  await page.getByText('You are going.').waitFor();
});

test('shows what one takes part in by what is to be done about it', async () => {
  const { page, address } = await member('Gina Groups');
  const soon = after(stage.server.clock.now(), 5 * HOUR_MS);
  const going = await publishEvent(stage, { name: 'Comes soon', startsAt: soon });
  const asked = await publishEvent(stage, { name: 'Asks me' });
  const waits = await publishEvent(stage, { name: 'Waits for me', joinPolicy: 'approval' });
  for (const [eventId, button] of [
    [going, 'Join'],
    [waits, 'Ask to come'],
  ] as const) {
    await page.goto(`/events/${eventId}`);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('button', { name: /^(Leave this event|Take it back)$/ }).waitFor();
  }
  await byStaff('participations.invite', { eventId: asked, addresses: [address] });
  await page.goto('/my-events');
  await page.getByText('Comes soon').waitFor();
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(headings.slice(0, 3)).toEqual(['Waits for your answer', 'Coming up', 'Waiting']);
  await holds(page, 'my events');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Comes soon' })
    .getByRole('link', { name: 'Ticket' })
    .click();
  await page.getByRole('img', { name: 'Code of the ticket, to be scanned at the door' }).waitFor();
});
