import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { confirmChange, startChange } from '../../testing/change-address.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { until } from '../../testing/until.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const invite = (input: object) => stage.byStaff('participations.invite', input);

test('the invited hold no seat before they accept, and then come in where others may not', async () => {
  const eventId = await stage.publish({ capacity: 1, joinPolicy: 'invitation' });
  const people = await stage.people(3);
  const [first, second, third] = people as [Person, Person, Person];
  const answer = await invite({
    eventId,
    accountIds: [first.accountId],
    // By whatever spelling, and named twice: one person, one invitation.
    addresses: [second.address.toUpperCase(), second.address, first.address],
  });
  expect(answer.data.invited).toHaveLength(2);
  expect(await stage.seatsTaken(eventId)).toBe(0);
  expect((await stage.does(first, 'accept', eventId)).data).toMatchObject({
    state: 'going',
    source: 'invitation',
  });
  // Every seat is taken by now: an invitation is none, and leads into the line.
  expect((await stage.does(second, 'join', eventId)).data).toMatchObject({ state: 'waitlisted' });
  expect((await stage.does(third, 'join', eventId)).outcome).toBe('INVITATION_REQUIRED');
  expect(await stage.mailsTo(first)).toEqual(['participation-invited', 'participation-confirmed']);
});

test('an invitation is declined, and may be made again', async () => {
  const eventId = await stage.publish({ joinPolicy: 'invitation' });
  const [person] = (await stage.people(1)) as [Person];
  await invite({ eventId, accountIds: [person.accountId] });
  const again = (await invite({ eventId, accountIds: [person.accountId] })).data;
  expect(again).toMatchObject({ invited: [], skipped: [{ reason: 'wrong-state' }] });
  expect((await stage.does(person, 'decline', eventId)).data).toMatchObject({ state: 'declined' });
  expect((await stage.does(person, 'join', eventId)).outcome).toBe('INVITATION_REQUIRED');
  expect((await stage.does(person, 'accept', eventId)).outcome).toBe('NOTHING_OFFERED');
  expect((await invite({ eventId, accountIds: [person.accountId] })).data.invited).toHaveLength(1);
  expect(await stage.mailsTo(person)).toEqual([
    'participation-invited',
    'participation-declined',
    'participation-invited',
  ]);
});

test('an address without an account is invited by mail, and by a participation once it registers', async () => {
  const eventId = await stage.publish({ joinPolicy: 'invitation', capacity: 5, name: 'Among friends' });
  const address = newAddress();
  const invited = (await invite({ eventId, addresses: [address, address.toUpperCase()] })).data;
  expect(invited).toMatchObject({ invited: [], pending: [{ eventId }], skipped: [] });
  expect((await invite({ eventId, addresses: [address] })).data.pending).toEqual([]);
  const listed = await stage.byStaff('participations.listInvitations', { eventId });
  expect(listed.data.items).toHaveLength(1);
  const [mail] = await until(async () => {
    const mails = await stage.server.mailsTo(invited.pending[0]?.address ?? '');
    return mails.length > 0 && mails;
  }, 'the invitation was mailed');
  expect(mail?.subject).toBe('You are invited: Among friends');

  const { accessToken: token } = await signUp(stage.server, { address });
  const me = { url: stage.server.url, token };
  expect((await ask(me, 'participations.listMine')).data.items).toMatchObject([
    { eventId, state: 'invited' },
  ]);
  expect((await stage.byStaff('participations.listInvitations', { eventId })).data.items).toEqual([]);
  expect((await ask(me, 'participations.accept', { eventId })).data).toMatchObject({
    state: 'going',
    source: 'invitation',
  });
});

test('whoever has come to an invited address since then is let in by it', async () => {
  const eventId = await stage.publish({ joinPolicy: 'invitation' });
  const address = newAddress();
  await invite({ eventId, addresses: [address] });
  const [person] = (await stage.people(1)) as [Person];
  await stage.server.database.query(
    `update account set address = '${address}', address_key = '${address}' where id = '${person.accountId}'`,
  );
  expect((await stage.does(person, 'join', eventId)).data).toMatchObject({
    state: 'going',
    source: 'invitation',
  });
});

test('nobody is invited who does not exist, or to what is not there to be joined', async () => {
  const eventId = await stage.publish();
  const accountId = newId();
  expect((await invite({ eventId, accountIds: [accountId] })).data.skipped).toEqual([
    { accountId, address: null, reason: 'unknown' },
  ]);
  expect((await invite({ eventId, addresses: ['no address'] })).outcome).toBe('BAD_INPUT');
  const draft = await stage.publish({ status: 'draft' });
  expect((await invite({ eventId: draft, accountIds: [accountId] })).outcome).toBe('REGISTRATION_CLOSED');
});

test('an invitation that was taken back is no way in, and cannot be taken back twice', async () => {
  const eventId = await stage.publish({ joinPolicy: 'invitation' });
  const address = newAddress();
  const [pending] = (await invite({ eventId, addresses: [address] })).data.pending;
  const withdrawing = { invitationId: pending?.id };
  expect((await stage.byStaff('participations.withdrawInvitation', withdrawing)).data).toEqual(pending);
  expect((await stage.byStaff('participations.withdrawInvitation', withdrawing)).outcome).toBe(
    'INVITATION_NOT_FOUND',
  );
  const { accessToken: token } = await signUp(stage.server, { address });
  const me = { url: stage.server.url, token };
  expect((await ask(me, 'participations.withdrawInvitation', withdrawing)).outcome).toBe('NOT_ALLOWED');
  expect((await ask(me, 'participations.join', { eventId })).outcome).toBe('INVITATION_REQUIRED');
});

test('whoever changes to an invited address finds the invitation, but for where they have a record already', async () => {
  const [asked, known, drafted] = [await stage.publish(), await stage.publish(), await stage.publish()];
  const address = newAddress();
  for (const eventId of [asked, known, drafted]) await invite({ eventId, addresses: [address] });
  await stage.server.database.query(`update event set status = 'draft' where id = '${drafted}'`);
  const { accessToken: token } = await signUp(stage.server);
  const me = { url: stage.server.url, token };
  await ask(me, 'participations.join', { eventId: known });
  const { ticket } = (await startChange(stage.server, token, address)).data;
  const code = await stage.server.codeFor(address);
  expect((await confirmChange(stage.server, { ticket, code })).outcome).toBe('OK');
  const mine = (await ask(me, 'participations.listMine')).data.items;
  expect(mine.map(({ eventId, state }) => [eventId, state]).sort()).toEqual(
    [
      [asked, 'invited'],
      [known, 'going'],
    ].sort(),
  );
  expect((await ask(me, 'participations.accept', { eventId: asked })).data).toMatchObject({
    state: 'going',
    source: 'invitation',
  });
});
