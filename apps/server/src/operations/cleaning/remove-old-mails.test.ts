import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { unsubscribeLink } from '../../messaging/unsubscribes/unsubscribe-link.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { removeOldMails } from './remove-old-mails.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const query = (statement: string) => stage.server.database.query(statement);

async function clean(rowsAtOnce = 3, signal?: AbortSignal): Promise<void> {
  const { installation } = stage.server;
  const ctx = installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' });
  await removeOldMails(ctx, { rowsAtOnce, signal });
}

/** A mail that was last tried so many days ago. */
async function posted(key: string, state: string, { daysAgo, sentDaysAgo = daysAgo, lane = 'bulk' }: Age) {
  const ago = (days: number) => `now() - interval '${days} days'`;
  await query(`insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at,
      lease_until, message_id, created_at, sent_at)
    values (gen_random_uuid(), 'old:${key}', 'a-kind-of-old', '${lane}', 'a@example.org', 'en', '{}', '${state}',
      ${ago(daysAgo)}, ${ago(daysAgo)}, now() + interval '1 day', '', ${ago(daysAgo)},
      ${state === 'sent' ? ago(sentDaysAgo) : 'null'})`);
}
type Age = { daysAgo: number; sentDaysAgo?: number; lane?: 'bulk' | 'prompt' };

/** As if all that was posted to somebody had been sent, a hundred days ago. */
const ageMailsOf = (person: Person) =>
  query(`update delivery set state = 'sent', due_at = now() - interval '100 days', next_try_at = now() - interval '100 days',
      sent_at = now() - interval '100 days', created_at = now() - interval '101 days'
    where account_id = '${person.accountId}'`);

test('mails of which nothing becomes any more go in time; what waits, is on its way or is unknown stays', async () => {
  for (const lane of ['bulk', 'prompt'] as const)
    for (const state of ['sent', 'failed', 'withdrawn', 'pending', 'claimed', 'sending', 'unknown'])
      for (const daysAgo of [89, 91, 92])
        await posted(`${lane} ${state} ${daysAgo}`, state, { daysAgo, lane });
  await posted('sent late', 'sent', { daysAgo: 300, sentDaysAgo: 1 });
  const left = async () =>
    (
      await query(
        `select substr(send_key, 5) as key from delivery where kind = 'a-kind-of-old' order by send_key`,
      )
    ).map((row) => row.key);
  const stopped = new AbortController();
  stopped.abort();
  await clean(1, stopped.signal);
  expect(await left()).toHaveLength(43);
  // The server's own sender looks for what is due: these kinds it does not know, and leaves alone.
  await clean(1);
  const kept = (lane: string) => [
    ...['claimed', 'pending', 'sending', 'unknown'].flatMap((state) =>
      [89, 91, 92].map((days) => `${lane} ${state} ${days}`),
    ),
    ...['failed', 'sent', 'withdrawn'].map((state) => `${lane} ${state} 89`),
  ];
  expect((await left()).toSorted()).toEqual([...kept('bulk'), ...kept('prompt'), 'sent late'].toSorted());
});

test('E9 whoever was reminded long before the event was put off is not reminded again', async () => {
  const { clock } = stage.server;
  const [person] = (await stage.people(1)) as [Person];
  const startsAt = after(clock.now(), 2 * DAY_MS);
  const eventId = await stage.publish({ startsAt, reminders: [{ kind: 'before', minutes: 1_440 }] });
  await stage.does(person, 'join', eventId);
  await until(async () => (await stage.mailsTo(person)).length > 0, 'the seat is confirmed');
  await ageMailsOf(person);
  await clean();
  const reminders = () =>
    query(`select state from delivery where account_id = '${person.accountId}' and kind = 'event-reminder'`);
  expect(await stage.mailsTo(person)).toEqual([]);
  const later = (hours: number) =>
    new Date(startsAt.getTime() + 30 * DAY_MS + hours * HOUR_MS).toISOString().slice(0, 16);
  await stage.update(eventId, { startsAtLocal: later(0), endsAtLocal: later(2) });
  await stage.does(person, 'leave', eventId);
  await stage.does(person, 'join', eventId);
  expect(await reminders()).toEqual([{ state: 'sent' }]);
  // What is over stays at its time.
  await query(
    `update event set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' where id = '${eventId}'`,
  );
  await clean();
  expect(await reminders()).toEqual([]);
});

test('what became of an announcement can be read when its mails are gone', async () => {
  const eventId = await stage.publish();
  const people = await stage.people(7);
  for (const person of people) await stage.does(person, 'join', eventId);
  const { data } = await stage.byStaff('announcements.create', {
    eventId,
    subject: 'Bring a mug',
    body: 'There is tea.',
  });
  const read = async () => (await stage.byStaff('announcements.list', { eventId })).data.items[0]?.mails;
  const settled = await until(async () => {
    const mails = await read();
    return mails?.waiting === 0 && mails;
  }, 'every mail is settled');
  expect(settled).toMatchObject({ posted: 7, sent: 7 });
  for (const person of people.slice(0, 5)) await ageMailsOf(person);
  const ended = (person: Person | undefined, state: string) =>
    query(`update delivery set state = '${state}', sent_at = null
      where about_id = '${data.id}' and account_id = '${person?.accountId}'`);
  await ended(people[0], 'failed');
  await ended(people[1], 'withdrawn');
  await ended(people[2], 'unknown');
  const before = await read();
  expect(before).toMatchObject({ posted: 7, sent: 4, failed: 1, withdrawn: 1, unknown: 1 });
  await clean(1);
  const rows = await query(`select state from delivery where about_id = '${data.id}' order by state`);
  expect(rows.map((row) => row.state)).toEqual(['sent', 'sent', 'unknown']);
  expect(await read()).toEqual(before);
  await clean(1);
  expect(await read()).toEqual(before);
});

test('mails and what is counted of them go together or not at all', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  const { data } = await stage.byStaff('announcements.create', { eventId, subject: 'A', body: 'B' });
  const mailsLeft = () => query(`select state from delivery where about_id = '${data.id}'`);
  await until(async () => (await mailsLeft())[0]?.state === 'sent', 'it is sent');
  await ageMailsOf(person);
  await query(
    `alter table announcement add constraint no_counts check (past_sent = 0 or id <> '${data.id}') not valid`,
  );
  await expect(clean()).rejects.toThrow('no_counts');
  expect(await mailsLeft()).toHaveLength(1);
  await query('alter table announcement drop constraint no_counts');
  await clean();
  expect(await mailsLeft()).toHaveLength(0);
});

test('E12 the link of a mail whose row is gone still ends the mails of its topic', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  await ageMailsOf(person);
  await query(
    `update event set ends_at = now() - interval '1 day', starts_at = now() - interval '2 days' where id = '${eventId}'`,
  );
  await clean();
  expect(await query(`select 1 from delivery where account_id = '${person.accountId}'`)).toEqual([]);
  const link = unsubscribeLink(stage.server.config, { accountId: person.accountId, topic: 'reminders' });
  expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  const { data } = await ask(stage.as(person), 'mailPreferences.get', {});
  expect(data).toEqual({ reminders: false, announcements: true });
});

test('the audit trail and what people are told within the product stay as they are', async () => {
  const eventId = await stage.publish();
  const [person] = (await stage.people(1)) as [Person];
  await stage.does(person, 'join', eventId);
  await ageMailsOf(person);
  const others = () =>
    query(`select (select count(*)::int from audit_entry) as audits, (select count(*)::int from notification) as notices,
      (select count(*)::int from participation_transition) as transitions`);
  const before = await others();
  await clean();
  expect(await others()).toEqual(before);
  const { items } = (await ask(stage.as(person), 'notifications.list', {})).data;
  expect(items.map(({ kind }) => kind)).toContain('participation-confirmed');
});
