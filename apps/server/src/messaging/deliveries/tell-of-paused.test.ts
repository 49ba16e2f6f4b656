import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { mails } from '../../mail-registry.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { tellOfPaused } from './tell-of-paused.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterEach(async () => {
  stage.server.clock.setAheadMs(0);
  await query('delete from job_pause');
});
afterAll(() => stage.stop());

const query = (statement: string) => stage.server.database.query(statement);
const pause = () =>
  query(`insert into job_pause (what, name, paused_at) values ('queue', 'bulk-mail', now())`);
const contextOf = () => {
  const { installation } = stage.server;
  return installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' });
};

/** Somebody who is reminded an hour before an event in three days. */
async function guestsOf(count: number) {
  const eventId = await stage.publish({ reminders: [{ kind: 'before', minutes: 60 }] });
  const people = await stage.people(count);
  for (const person of people) await stage.does(person, 'join', eventId);
  return { eventId, people };
}
const toldOf = async (people: readonly Person[]) =>
  (
    await query(
      `select account_id from notification where kind = 'event-reminder'
       and account_id in ('${people.map(({ accountId }) => accountId).join("', '")}')`,
    )
  ).map((row) => row.account_id);
const mailStates = async (people: readonly Person[]) =>
  (
    await query(
      `select state from delivery where kind = 'event-reminder'
       and account_id in ('${people.map(({ accountId }) => accountId).join("', '")}')`,
    )
  ).map((row) => row.state);

test('a reminder is told of in time within the product while the lane of its mail is paused, and the mail waits', async () => {
  const { people } = await guestsOf(3);
  const [first, left, muted] = people as [Person, Person, Person];
  await query(`update participation set state = 'left' where account_id = '${left.accountId}'`);
  await query(
    `insert into notification_mute (account_id, topic, created_at) values ('${muted.accountId}', 'reminders', now())`,
  );
  await pause();
  expect(await toldOf(people)).toEqual([]);
  stage.server.clock.setAheadMs(3 * DAY_MS - HOUR_MS + MINUTE_MS);
  await until(async () => (await toldOf([first])).length === 1, 'the reminder is told of');
  const untold = () =>
    query(`select 1 from delivery where kind = 'event-reminder' and told_at is null and state = 'pending'`);
  await until(async () => (await untold()).length === 0, 'all that is due was looked at');
  expect(await toldOf(people)).toEqual([first.accountId]);
  expect(await mailStates(people)).toEqual(['pending', 'pending', 'pending']);

  await query('delete from job_pause');
  await until(
    async () => (await mailStates(people)).toSorted().join(' ') === 'sent sent withdrawn',
    'the lane goes on',
  );
  expect(await toldOf(people)).toEqual([first.accountId]);
});

test('nothing is told of before it is due, nor a second time by however many look', async () => {
  const { people } = await guestsOf(2);
  await pause();
  await Promise.all(Array.from({ length: 4 }, () => tellOfPaused(contextOf(), 'bulk', mails)));
  expect(await toldOf(people)).toEqual([]);
  stage.server.clock.setAheadMs(3 * DAY_MS - HOUR_MS + MINUTE_MS);
  await Promise.all(Array.from({ length: 4 }, () => tellOfPaused(contextOf(), 'bulk', mails)));
  expect((await toldOf(people)).toSorted()).toEqual(people.map(({ accountId }) => accountId).toSorted());
});

test('a process that dies before it says so leaves nobody untold', async () => {
  const { people } = await guestsOf(1);
  await pause();
  stage.server.clock.setAheadMs(3 * DAY_MS - HOUR_MS + MINUTE_MS);
  await until(async () => (await toldOf(people)).length === 1, 'the reminder is told of');
  // As if the mark had been lost with its process, with the notice and without it.
  await query(`update delivery set told_at = null where kind = 'event-reminder'`);
  await query(
    `delete from notification where kind = 'event-reminder' and account_id = '${people[0]?.accountId}'`,
  );
  await until(async () => (await toldOf(people)).length === 1, 'the next look finds it');
});

test('one that moves after it was told of waits for its new time', async () => {
  const { eventId, people } = await guestsOf(1);
  await query(`update delivery set told_at = now() where account_id = '${people[0]?.accountId}'`);
  await stage.update(eventId, {
    reminders: [{ kind: 'before', minutes: 60 }],
    startsAtLocal: '2031-03-30T19:00',
    endsAtLocal: '2031-03-30T22:00',
  });
  const rows = await query(
    `select told_at from delivery where kind = 'event-reminder' and account_id = '${people[0]?.accountId}'`,
  );
  expect(rows).toEqual([{ told_at: null }]);
});

test('what is told already is not looked through again: the untold have an index of their own', async () => {
  await query(`insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at, told_at, message_id, created_at)
    select gen_random_uuid(), 'told:' || n, 'of-nobody', 'bulk', 'a@example.org', 'en', '{}', 'pending', now(), now(), now(), '', now() - interval '1 day'
    from generate_series(1, 20000) n`);
  await query('analyze delivery');
  const plan =
    await query(`explain select id from delivery where state = 'pending' and told_at is null and due_at > created_at
    and lane = 'bulk' and next_try_at <= now() order by next_try_at limit 100`);
  expect(JSON.stringify(plan)).toContain('delivery_untold_index');
  await query(`delete from delivery where kind = 'of-nobody'`);
});

test('where no mail is told of within the product, there is nothing to look for', async () => {
  await pause();
  const silent = mails.filter(({ notice }) => notice === undefined);
  expect(silent.length).toBeGreaterThan(0);
  for (const some of [silent, []]) expect(await tellOfPaused(contextOf(), 'bulk', some)).toBe(true);
});
