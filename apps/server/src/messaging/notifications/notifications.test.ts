import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { type Answer, ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { passTime } from '../../testing/pass-time.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { until } from '../../testing/until.ts';
import { keepNotices } from './keep-notices.ts';
import type { Notification, NotificationPage } from './notifications.contract.ts';
import { numberNotices } from './number-notices.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const list = async (person: Person, input: object = {}): Promise<NotificationPage> =>
  (await ask(stage.as(person), 'notifications.list', input)).data;
const titles = async (person: Person) => (await list(person)).items.map((one) => one.title);
const count = async (person: Person) =>
  (await ask(stage.as(person), 'notifications.count')).data.unacknowledged;

async function somebody(): Promise<Person> {
  return (await stage.people(1))[0] as Person;
}

/** What a transaction that ends as `end` says would tell this person. */
async function tell(person: Person, key: string): Promise<void> {
  const { installation } = stage.server;
  await transactional(installation.database.fork(), (em) =>
    keepNotices(installation.contextIn(em, { kind: 'system', name: 'test' }), GUESSED, [
      { key, accountId: person.accountId, aboutId: null, kept: {} },
    ]),
  );
}
const GUESSED = { kind: 'guessed-at', notice: { topic: 'security' } } as const;

test('whoever takes a seat, is moved up, is offered a seat, or loses it, is told within the product', async () => {
  const [first, second] = (await stage.people(2)) as [Person, Person];
  const eventId = await stage.publish({ name: 'Repair café', capacity: 1, waitlist: 'offer' });
  await stage.does(first, 'join', eventId);
  await stage.does(second, 'join', eventId);
  await stage.does(first, 'leave', eventId);
  expect(await titles(first)).toEqual(['You have left: Repair café', 'You are in: Repair café']);
  const { items } = await list(second);
  expect(items.map((one) => one.title)).toEqual([
    'A seat is kept for you: Repair café',
    'You are on the waitlist: Repair café',
  ]);
  expect(items[0]).toMatchObject({
    number: 2,
    kind: 'participation-offered',
    topic: 'seats',
    content: expect.stringMatching(/^Take it until /),
    action: { label: 'Take the seat', href: `/events/${eventId}` },
    eventId,
    acknowledgedAt: null,
  });
});

test('whoever was invited by address and registers finds the invitation, and no second mail of it', async () => {
  const eventId = await stage.publish({ name: 'By invitation' });
  const address = newAddress();
  await stage.byStaff('participations.invite', { eventId, addresses: [address] });
  const { accessToken } = await signUp(stage.server, { address });
  const { data } = await ask({ url: stage.server.url, token: accessToken }, 'notifications.list');
  expect(data.items).toMatchObject([
    {
      title: 'You are invited: By invitation',
      action: { label: 'Say whether you come', href: `/events/${eventId}` },
    },
  ]);
  const mails = await stage.server.database.query(
    `select kind from delivery where recipient = '${address}' and kind like '%invit%'`,
  );
  expect(mails.map((one) => one.kind)).toEqual(['invitation']);
});

test('a change or a cancellation is told to all whom it concerns, once, as the event is now', async () => {
  const [guest, other] = (await stage.people(2)) as [Person, Person];
  // Whole minutes: that is how an update says its times.
  const startsAt = new Date(Math.ceil(stage.server.clock.now().getTime() / DAY_MS + 3) * DAY_MS);
  const eventId = await stage.publish({ name: 'Tea', startsAt });
  await stage.does(guest, 'join', eventId);
  await stage.update(eventId, { name: 'Coffee' });
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  const { items } = await list(guest);
  expect(items.map((one) => [one.topic, one.title, one.content.split('\n').at(-1)])).toEqual([
    ['events', 'Cancelled: Coffee', 'It rains.'],
    ['events', 'Changed: Coffee', 'Formerly called: Tea'],
    ['seats', 'You are in: Coffee', expect.stringContaining('Your seat is taken for you.')],
  ]);
  expect(await titles(other)).toEqual([]);
});

test('a reminder appears when it is due and not before, once, and not for whoever wants none', async () => {
  const [wants, mailOnly] = (await stage.people(2)) as [Person, Person];
  const eventId = await stage.publish({ name: 'Soon enough', reminders: [{ kind: 'before', minutes: 60 }] });
  const muted = await ask(stage.as(mailOnly), 'notifications.setPreferences', { reminders: false });
  expect(muted.data).toEqual({ reminders: false, announcements: true, seats: true });
  for (const person of [wants, mailOnly]) await stage.does(person, 'join', eventId);
  // It may do without the mail, and have the notice.
  await ask(stage.as(wants), 'mailPreferences.set', { reminders: false });
  expect(await titles(wants)).toEqual(['You are in: Soon enough']);
  await passTime(stage.server, 3 * DAY_MS - HOUR_MS / 2);
  try {
    const [later, other] = [await renewToken(stage.server, wants), await renewToken(stage.server, mailOnly)];
    await until(async () => (await titles(later)).includes('Soon: Soon enough'), 'the reminder is there');
    await until(
      async () =>
        (
          await stage.server.database.query(
            `select 1 from delivery where kind = 'event-reminder' and state in ('sent', 'withdrawn')`,
          )
        ).length === 2,
      'both reminders are done with',
    );
    expect(await titles(later)).toEqual(['Soon: Soon enough', 'You are in: Soon enough']);
    expect(await titles(other)).toEqual(['You are in: Soon enough']);
  } finally {
    await passTime(stage.server, -(3 * DAY_MS - HOUR_MS / 2));
  }
});

test('news of what signs somebody in are told, without the link of the mail', async () => {
  const person = await somebody();
  const made = await ask(stage.as(person), 'apiKeys.create', {
    name: 'A tool',
    scopes: ['events:read'],
    expiresInDays: 1,
  });
  expect(made.outcome).toBe('OK');
  const { items } = await list(person);
  expect(items).toMatchObject([
    {
      topic: 'security',
      title: 'An API key was made for your account',
      action: { href: '/account/sessions' },
    },
  ]);
  const [kept] = await stage.server.database.query(
    `select params from notification where account_id = '${person.accountId}'`,
  );
  expect(Object.keys(kept?.params as object).sort()).toEqual(['event', 'userAgent']);
});

test('A4 nobody sees, counts or acknowledges what somebody else is told', async () => {
  const [owner, stranger] = (await stage.people(2)) as [Person, Person];
  await tell(owner, 'mine');
  const [mine] = (await list(owner)).items as [Notification];
  expect(await list(stranger)).toEqual({ items: [], nextCursor: null });
  expect(await count(stranger)).toBe(0);
  const tried = await ask(stage.as(stranger), 'notifications.acknowledge', { ids: [mine.id], upTo: 99 });
  expect(tried.outcome).toBe('OK');
  expect(await count(owner)).toBe(1);
  expect((await ask(stage.server.url, 'notifications.list')).outcome).toBe('SIGN_IN_REQUIRED');
  const cursors = await list(owner, { limit: 1 });
  expect(cursors.nextCursor).toBeNull();
});

test('pages follow one another without a gap or a double, and a cursor is good for its owner alone', async () => {
  const [person, other] = (await stage.people(2)) as [Person, Person];
  for (let number = 1; number <= 5; number++) await tell(person, `note ${number}`);
  const seen: number[] = [];
  let cursor: string | null | undefined;
  do {
    const page: NotificationPage = await list(person, { limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items.map((one) => one.number));
    cursor = page.nextCursor;
    if (cursor) {
      const stolen = await ask(stage.as(other), 'notifications.list', { cursor });
      expect(stolen.outcome).toBe('CURSOR_INVALID');
    }
  } while (cursor);
  expect(seen).toEqual([5, 4, 3, 2, 1]);
});

test('what is written while others get their numbers does not end the list early', async () => {
  const person = await somebody();
  for (const key of ['a', 'b', 'c']) await tell(person, key);
  // It is there when the page is read again, and has no number.
  await stage.server.database.query(
    `create function write_meanwhile() returns trigger language plpgsql as $$ begin
       insert into notification (id, account_id, key, kind, topic, params, created_at)
       values (gen_random_uuid(), new.account_id, 'meanwhile', 'guessed-at', 'security', '{}', now())
       on conflict do nothing;
       return null;
     end $$;
     create trigger write_meanwhile after update of number on notification
       for each row when (new.account_id = '${person.accountId}') execute function write_meanwhile()`,
  );
  const page = await list(person, { limit: 2 });
  await stage.server.database.query('drop function write_meanwhile cascade');
  expect(page.items.map((one) => one.number)).toEqual([3, 2]);
  expect(page.nextCursor).not.toBeNull();
});

test('a notification that cannot be written takes no other with it', async () => {
  const person = await somebody();
  await tell(person, 'before');
  await stage.server.database.query(
    `insert into notification (id, account_id, key, kind, topic, params, created_at)
     values (gen_random_uuid(), '${person.accountId}', 'broken', 'api-key-ends', 'security', '{"at":"never"}', now())`,
  );
  await tell(person, 'after');
  expect((await list(person)).items.map((one) => one.number)).toEqual([3, 1]);
});

test('acknowledges some, or all up to a number, again without harm; and says what it wants', async () => {
  const person = await somebody();
  for (const key of ['a', 'b', 'c', 'd']) await tell(person, key);
  const items = (await list(person)).items;
  const acknowledge = (input: object): Promise<Answer<{ unacknowledged: number }>> =>
    ask(stage.as(person), 'notifications.acknowledge', input);
  expect((await acknowledge({ ids: [items[0]?.id] })).data.unacknowledged).toBe(3);
  expect((await acknowledge({ ids: [items[0]?.id] })).data.unacknowledged).toBe(3);
  expect((await acknowledge({ upTo: 2 })).data.unacknowledged).toBe(1);
  expect((await list(person)).items.map((one) => one.acknowledgedAt !== null)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  const nothing = await acknowledge({});
  expect(nothing.fault).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'ids' }] });
  expect((await acknowledge({ ids: ['x'] })).outcome).toBe('BAD_INPUT');
});

test('what is asked for twice is told once, and what is rolled back is never told (J4)', async () => {
  const person = await somebody();
  await tell(person, 'once');
  await tell(person, 'once');
  const { installation } = stage.server;
  await expect(
    transactional(installation.database.fork(), async (em) => {
      await keepNotices(installation.contextIn(em, { kind: 'system', name: 'test' }), GUESSED, [
        { key: 'never', accountId: person.accountId, aboutId: null, kept: {} },
      ]);
      throw new Error('it did not work out');
    }),
  ).rejects.toThrow('it did not work out');
  expect((await list(person)).items).toHaveLength(1);
});

test('whoever wants no news of seats still gets security, changes and cancellations', async () => {
  const person = await somebody();
  await ask(stage.as(person), 'notifications.setPreferences', { seats: false });
  const eventId = await stage.publish({ name: 'Tea' });
  await stage.does(person, 'join', eventId);
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  expect(await titles(person)).toEqual(['Cancelled: Tea']);
  const back = await ask(stage.as(person), 'notifications.setPreferences', { seats: true });
  expect(back.data).toEqual({ reminders: true, announcements: true, seats: true });
});

test('no number is given below one that was seen, whoever commits in whatever order', async () => {
  const person = await somebody();
  const { installation } = stage.server;
  const open = async (key: string) => {
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const done = transactional(installation.database.fork(), async (em) => {
      await keepNotices(installation.contextIn(em, { kind: 'system', name: 'test' }), GUESSED, [
        { key, accountId: person.accountId, aboutId: null, kept: {} },
      ]);
      written();
      await mayCommit;
    });
    await isWritten;
    return async () => {
      commit();
      await done;
    };
  };
  const commits = [];
  for (const key of ['first', 'second', 'third']) commits.push(await open(key));
  const seen: string[][] = [];
  for (const commit of commits.reverse()) {
    await commit();
    seen.push((await list(person)).items.map((one) => one.id));
  }
  // Each look finds one more, above all that were there.
  expect(seen[1]?.slice(1)).toEqual(seen[0]);
  expect(seen[2]?.slice(1)).toEqual(seen[1]);
});

test('many who number at once, while others write, leave no gap and no double', async () => {
  const person = await somebody();
  const { installation } = stage.server;
  const number = () =>
    numberNotices(installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }), [
      person.accountId,
    ]);
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? number() : tell(person, newId()))),
  );
  await number();
  const rows = await stage.server.database.query(
    `select number from notification where account_id = '${person.accountId}' order by number`,
  );
  expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});
