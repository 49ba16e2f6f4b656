import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { confirmChange, proofOfChange } from '../../testing/change-address.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const add = (input: object) => stage.byStaff('blacklist.add', { reason: 'Threw chairs.', ...input });

test('E14 ends current participations in its scope, frees their seats, and leaves others alone', async () => {
  const people = await stage.people(2);
  const [person, other] = people as [Person, Person];
  const [here, there] = [await stage.publish({ capacity: 1 }), await stage.publish({ capacity: 1 })];
  for (const eventId of [here, there]) for (const one of people) await stage.does(one, 'join', eventId);
  const added = (await add({ eventId: here, accountId: person.accountId })).data;
  expect(added).toMatchObject({ endedParticipations: 1, entry: { eventId: here, isByAddress: false } });
  expect(await stage.standing(here, people)).toBe('rejected going');
  expect(await stage.standing(there, people)).toBe('going waitlisted');
  expect((await add({ accountId: person.accountId })).data.endedParticipations).toBe(1);
  expect(await stage.standing(there, people)).toBe('rejected going');
  expect(await stage.seatsTaken(here)).toBe(1);
  expect((await stage.does(other, 'leave', there)).data.state).toBe('left');
});

test('E14 leaves what is over as it was', async () => {
  const eventId = await stage.publish({ startsAt: after(stage.server.clock.now(), HOUR_MS) });
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  await stage.server.database.query(
    `update event set starts_at = now() - interval '3 days', ends_at = now() - interval '2 days' where id = '${eventId}'`,
  );
  expect((await add({ accountId: person.accountId })).data.endedParticipations).toBe(0);
  expect(await stage.standing(eventId, [person])).toBe('going');
});

test('E14 stops every way in, and says no more than that there is none', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const { accountId, address } = person;
  const events = {
    open: await stage.publish({ capacity: 2 }),
    full: await stage.publish({ capacity: 1 }),
    invited: await stage.publish({ joinPolicy: 'invitation' }),
    requested: await stage.publish({ joinPolicy: 'approval' }),
    offered: await stage.publish({ capacity: 1, waitlist: 'offer' }),
  };
  for (const eventId of [events.full, events.offered]) {
    const [first] = (await stage.people(1)) as [Person];
    await stage.does(first, 'join', eventId);
    if (eventId === events.offered) {
      await stage.does(person, 'join', eventId);
      await stage.does(first, 'leave', eventId);
    }
  }
  await stage.byStaff('participations.invite', { eventId: events.invited, accountIds: [accountId] });
  await stage.does(person, 'join', events.requested);
  const requestId = await stage.idOf(events.requested, person);
  expect((await add({ accountId })).data.endedParticipations).toBe(3);
  expect(await stage.seatsTaken(events.offered)).toBe(0);

  const told = new Set<string>();
  for (const eventId of Object.values(events))
    for (const verb of ['join', 'accept'] as const) {
      const { outcome, text } = await stage.does(person, verb, eventId);
      expect(outcome).toBe('PARTICIPATION_REFUSED');
      told.add(text.replaceAll(/"requestId":"[^"]*"/g, '').replaceAll(/participations\.\w+/g, ''));
    }
  expect([...told].join()).not.toMatch(/black|chairs/i);

  const approved = await stage.byStaff('participations.approve', { participationIds: [requestId] });
  expect(approved.data.changed).toEqual([]);
  const eventId = events.open;
  const invited = await stage.byStaff('participations.invite', { eventId, addresses: [address] });
  expect(invited.data).toMatchObject({ invited: [], skipped: [{ accountId, reason: 'blacklisted' }] });
  const recording = { eventId, accountId, state: 'going', reason: 'Please.', override: true };
  expect((await stage.byStaff('participations.record', recording)).outcome).toBe('PERSON_BLACKLISTED');
  expect((await stage.byStaff('participations.recordRequest', { eventId, accountId })).outcome).toBe(
    'PERSON_BLACKLISTED',
  );
  expect(await stage.standing(eventId, [person])).toBe('-');
  // A mail says that it ended, and not why.
  expect(await stage.mailsTo(person)).toContain('participation-rejected');
  expect(JSON.stringify(await postedTo(address))).not.toMatch(/chairs|black/i);
});

const postedTo = (address: string) =>
  stage.server.database.query(`select payload from delivery where recipient = '${address}'`);

test('E14 an address is kept out before it has an account, and afterwards its account whatever its address', async () => {
  const eventId = await stage.publish();
  const address = newAddress();
  await stage.byStaff('participations.invite', { eventId, addresses: [address] });
  expect((await add({ address: address.toUpperCase() })).data).toMatchObject({
    endedParticipations: 0,
    entry: { accountId: null, isByAddress: true },
  });
  const rows = await stage.server.database.query('select * from blacklist_entry');
  expect(JSON.stringify(rows)).not.toContain(address);
  expect((await stage.byStaff('participations.listInvitations', { eventId })).data.items).toEqual([]);
  const invited = await stage.byStaff('participations.invite', { eventId, addresses: [address] });
  expect(invited.data).toMatchObject({ pending: [], skipped: [{ address, reason: 'blacklisted' }] });
  const { accessToken: token } = await signUp(stage.server, { address });
  const me = { url: stage.server.url, token };
  expect((await ask(me, 'participations.join', { eventId })).outcome).toBe('PARTICIPATION_REFUSED');

  const [known] = (await stage.people(1)) as [Person];
  await add({ address: known.address });
  await stage.server.database.query(
    `update account set address = 'new-${address}', address_key = 'new-${address}' where id = '${known.accountId}'`,
  );
  expect((await stage.does(known, 'join', eventId)).outcome).toBe('PARTICIPATION_REFUSED');
});

test('E14 an account that comes to a blacklisted address takes part in nothing more from which that is kept out', async () => {
  const { server } = stage;
  const [here, there] = [await stage.publish({ capacity: 1 }), await stage.publish()];
  const draft = await stage.publish({ status: 'draft' });
  const [next] = (await stage.people(1)) as [Person];
  const comer = await signUp(server);
  const me = { accountId: comer.account.id, token: comer.accessToken } as Person;
  for (const one of [me, next]) await stage.does(one, 'join', here);
  await stage.does(me, 'join', there);
  const recording = { accountId: me.accountId, state: 'going', reason: 'A guest.', override: true };
  await stage.byStaff('participations.record', { eventId: draft, ...recording });
  const { address, ...proof } = await proofOfChange(server, comer);
  for (const eventId of [here, draft]) await add({ eventId, address });
  // One that is over says nothing any more.
  const { entry } = (await add({ eventId: there, address, endsAt: after(server.clock.now(), DAY_MS) })).data;
  await server.database.query(
    `update blacklist_entry set ends_at = now() - interval '1 day' where id = '${entry.id}'`,
  );
  expect((await confirmChange(server, proof)).data).toEqual({ address });
  expect(await stage.standing(here, [me, next])).toBe('rejected going');
  expect(await stage.standing(draft, [me])).toBe('rejected');
  expect(await stage.standing(there, [me])).toBe('going');
  expect(await stage.seatsTaken(here)).toBe(1);
});

test('E14 a seat that becomes free passes by whoever is blacklisted by now, and goes to the next', async () => {
  const eventId = await stage.publish({ capacity: 1 });
  const people = await stage.people(4);
  for (const person of people) await stage.does(person, 'join', eventId);
  // As after a change of secrets, or whatever else did not end what they take part in.
  await stage.server.database.query(
    `insert into blacklist_entry (id, event_id, account_id, reason, created_at)
     values ('${newId()}', null, '${people[1]?.accountId}', 'Threw chairs.', now())`,
  );
  await stage.does(people[0] as Person, 'leave', eventId);
  expect(await stage.standing(eventId, people)).toBe('left rejected going waitlisted');
  expect(await stage.seatsTaken(eventId)).toBe(1);
});

test('an entry ends at its time, or when it is removed', async () => {
  const eventId = await stage.publish();
  const [timed, removed] = (await stage.people(2)) as [Person, Person];
  const { clock } = stage.server;
  await add({ accountId: timed.accountId, endsAt: after(clock.now(), DAY_MS) });
  const { entry } = (await add({ eventId, accountId: removed.accountId })).data;
  expect((await stage.does(removed, 'join', eventId)).outcome).toBe('PARTICIPATION_REFUSED');
  expect((await stage.byStaff('blacklist.remove', { entryId: entry.id })).data).toEqual(entry);
  expect((await stage.does(removed, 'join', eventId)).data.state).toBe('going');
  expect((await stage.byStaff('blacklist.remove', { entryId: entry.id })).outcome).toBe(
    'BLACKLIST_ENTRY_NOT_FOUND',
  );
  clock.setAheadMs(DAY_MS + HOUR_MS);
  try {
    expect((await stage.does(await renewToken(stage.server, timed), 'join', eventId)).data.state).toBe(
      'going',
    );
  } finally {
    clock.setAheadMs(0);
  }
  const audit = await stage.server.database.query(
    `select action from audit_entry where subject_id = '${entry.id}' order by id`,
  );
  expect(audit.map((row) => row.action)).toEqual(['blacklist.added', 'blacklist.removed']);
});

test('the list is for staff, shows who and why, and pages', async () => {
  const eventId = await stage.publish();
  const people = await stage.people(3);
  for (const { accountId } of people) await add({ eventId, accountId });
  const page = (await stage.byStaff('blacklist.list', { eventId, limit: 2 })).data;
  expect(page.items.map((one) => one.accountId)).toEqual([people[2]?.accountId, people[1]?.accountId]);
  expect(page.items[0]).toMatchObject({ eventId, reason: 'Threw chairs.', fullName: 'Person 3' });
  const next = (await stage.byStaff('blacklist.list', { eventId, limit: 1, cursor: page.nextCursor })).data;
  expect(next.items.map((one) => one.accountId)).toEqual([people[0]?.accountId]);
  const caller = stage.as(people[0] as Person);
  for (const [procedure, input] of [
    ['blacklist.list', {}],
    ['blacklist.add', { accountId: people[1]?.accountId, reason: 'I do not like them.' }],
    ['blacklist.remove', { entryId: page.items[0]?.id }],
  ] as const)
    expect((await ask(caller, procedure, input)).outcome).toBe('NOT_ALLOWED');
});

test('an entry names either an account or an address', async () => {
  const [person] = (await stage.people(1)) as [Person];
  expect((await add({})).outcome).toBe('BAD_INPUT');
  expect((await add({ accountId: person.accountId, address: person.address })).outcome).toBe('BAD_INPUT');
});

test('E14 whoever is blacklisted while they come in has no seat in the end, by whatever way they come', async () => {
  for (let round = 0; round < 4; round++) {
    const [walkedInto, waited] = [await stage.publish({ capacity: 6 }), await stage.publish({ capacity: 1 })];
    const people = await stage.people(6);
    const [first] = (await stage.people(1)) as [Person];
    await stage.does(first, 'join', waited);
    const invited = people.slice(0, 2);
    await stage.byStaff('participations.invite', {
      eventId: waited,
      accountIds: invited.map((one) => one.accountId),
    });
    await Promise.all([
      ...people.flatMap((person) => [
        stage.does(person, 'join', walkedInto),
        stage.does(person, 'join', waited),
        add({ accountId: person.accountId }),
        stage.does(person, 'accept', waited),
      ]),
      stage.does(first, 'leave', waited),
    ]);
    for (const eventId of [walkedInto, waited]) {
      expect(await stage.standing(eventId, people)).not.toMatch(/going|waitlisted|invited|offered/);
      expect(await stage.seatsTaken(eventId)).toBe(0);
    }
  }
  const [found] = await stage.server.database.query(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(found).toEqual({ deadlocks: 0 });
});
