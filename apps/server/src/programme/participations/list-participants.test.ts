import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

async function crowd() {
  const eventId = await stage.publish({ capacity: 3 });
  const people = await stage.people(4);
  const names = ['Анна Ёлкина', 'Bob 100% Sure', 'Carol_One', 'Dave'];
  for (const [index, person] of people.entries()) {
    await stage.server.database.query(
      `update account set full_name = '${names[index]}' where id = '${person.accountId}'`,
    );
    await stage.does(person, 'join', eventId);
  }
  return { eventId, people };
}

test('finds people by a piece of their name or address, whatever the capitals, and takes signs as they are', async () => {
  const { eventId, people } = await crowd();
  const found = async (search: string) =>
    (await stage.byStaff('participations.listForEvent', { eventId, search })).data.items.map(
      (one) => one.fullName,
    );
  expect(await found('ёЛКИ')).toEqual(['Анна Ёлкина']);
  expect(await found('0%')).toEqual(['Bob 100% Sure']);
  expect(await found('l_o')).toEqual(['Carol_One']);
  expect(await found('%')).toEqual(['Bob 100% Sure']);
  expect(await found('!')).toEqual([]);
  expect(await found((people[3] as Person).address.toUpperCase())).toEqual(['Dave']);
  expect(await found('  ')).toHaveLength(4);
});

test('filters by state and by who was let in, and pages within the filter alone', async () => {
  const { eventId, people } = await crowd();
  const participationId = await stage.idOf(eventId, people[1] as Person);
  await stage.byStaff('participations.checkIn', { eventId, participationId });
  const list = async (filter: object) =>
    await stage.byStaff('participations.listForEvent', { eventId, ...filter });
  const names = async (filter: object) => (await list(filter)).data.items.map((one) => one.fullName);
  expect(await names({ checkedIn: 'yes' })).toEqual(['Bob 100% Sure']);
  expect(await names({ checkedIn: 'no', state: 'going' })).toEqual(['Анна Ёлкина', 'Carol_One']);
  const page = (await list({ search: 'o', limit: 1 })).data;
  expect(page.nextCursor).not.toBeNull();
  expect(await names({ search: 'o', cursor: page.nextCursor })).toContain('Carol_One');
  for (const other of [{}, { search: 'b' }, { search: 'o', checkedIn: 'no' }])
    expect((await list({ ...other, cursor: page.nextCursor })).outcome).toBe('CURSOR_INVALID');
});

test('the history of a person says what became of them, who did it and why, and outlives the record', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const participationId = await stage.idOf(eventId, person);
  await stage.byStaff('participations.reject', { participationIds: [participationId], reason: 'Too loud.' });
  await stage.byStaff('participations.record', {
    eventId,
    address: person.address.toUpperCase(),
    state: 'going',
    reason: 'They promised.',
  });
  await stage.byStaff('participations.remove', { participationId, reason: 'A mistake.' });
  const { items } = (await stage.byStaff('participations.history', { participationId })).data;
  expect(items).toMatchObject([
    {
      from: 'rejected',
      to: 'going',
      actorId: stage.staff.accountId,
      reason: 'They promised.',
      isOverride: false,
    },
    { from: 'going', to: 'rejected', actorName: 'Person 1', reason: 'Too loud.' },
    { from: null, to: 'going', actorId: person.accountId, reason: null },
  ]);
  const page = (await stage.byStaff('participations.history', { participationId, limit: 2 })).data;
  const rest = { participationId, cursor: page.nextCursor };
  expect((await stage.byStaff('participations.history', rest)).data.items).toEqual(items.slice(2));
  expect((await ask(stage.as(person), 'participations.history', { participationId })).outcome).toBe(
    'NOT_ALLOWED',
  );
});

test('somebody is recorded by account or by address, and by one of them alone', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  const record = async (who: object) =>
    (await stage.byStaff('participations.record', { eventId, state: 'going', reason: 'By hand.', ...who }))
      .outcome;
  expect(await record({})).toBe('BAD_INPUT');
  expect(await record({ accountId: person.accountId, address: person.address })).toBe('BAD_INPUT');
  expect(await record({ address: 'nobody-at-all@example.org' })).toBe('ACCOUNT_NOT_FOUND');
  expect(await record({ address: person.address })).toBe('OK');
  expect(await stage.standing(eventId, [person])).toBe('going');
});
