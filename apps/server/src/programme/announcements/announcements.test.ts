import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { mails } from '../../mail-registry.ts';
import { startDeliveries } from '../../messaging/deliveries/start-deliveries.ts';
import { removeOldMails } from '../../operations/cleaning/remove-old-mails.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { postAnnouncement } from './post-announcement.ts';
import { postDueAnnouncements } from './post-announcements.job.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterEach(() => stage.server.clock.setAheadMs(0));
afterAll(() => stage.stop());

const WORDS = { subject: 'Bring a mug', body: 'There is tea.\n\nThere are no mugs.' };
const query = (statement: string) => stage.server.database.query(statement);
const contextOf = () => {
  const { installation } = stage.server;
  return installation.contextIn(installation.database.fork(), { kind: 'system', name: 'post-announcements' });
};

async function eventWith(going: number, own: Parameters<EventStage['publish']>[0] = {}) {
  const eventId = await stage.publish(own);
  const people = await stage.people(going);
  for (const person of people) await stage.does(person, 'join', eventId);
  return { eventId, people };
}
const create = (eventId: string, more: object = {}) =>
  stage.byStaff('announcements.create', { eventId, ...WORDS, ...more });
const read = async (eventId: string) =>
  (await stage.byStaff('announcements.list', { eventId })).data.items[0] as NonNullable<
    Awaited<ReturnType<typeof create>>['data']
  >;
const announced = async (person: Person) =>
  (await stage.server.mailsTo(person.address)).filter(({ subject }) => subject === WORDS.subject);
const isSettled = (eventId: string) =>
  until(async () => (await read(eventId)).mails.waiting === 0, 'every mail is settled', 30_000);
const dueIn = (ms: number) => ({ sendAt: after(stage.server.clock.now(), ms) });

/** Time goes on by so much for the server, and the minute comes at which it looks for what is due. */
async function afterwards(ms: number): Promise<void> {
  stage.server.clock.setAheadMs(ms);
  await postDueAnnouncements(contextOf());
}

test('reaches those whom it is for, in their own mails, and counts what became of it', async () => {
  const { eventId, people } = await eventWith(3, { capacity: 2 });
  const [first, second, waiting] = people as [Person, Person, Person];
  const made = await create(eventId);
  expect(made.data).toMatchObject({ ...WORDS, state: 'posted', mails: { posted: 2, failed: 0, unknown: 0 } });
  await isSettled(eventId);
  expect((await read(eventId)).mails).toMatchObject({ posted: 2, sent: 2, withdrawn: 0 });
  for (const person of [first, second]) {
    const [mail, ...more] = await announced(person);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('There is tea.\n\nThere are no mugs.');
    expect(mail?.html).toContain('/unsubscribe?token=announcements.');
  }
  expect(await announced(waiting)).toEqual([]);
  const audited = await query(`select action from audit_entry where subject_id = '${eventId}'`);
  expect(audited.map((row) => row.action)).toContain('announcement.created');
});

test('J5 is told within the product too: once, in the words of the staff, to nobody who wants none', async () => {
  const { eventId, people } = await eventWith(2);
  const [reader, other] = people as [Person, Person];
  await ask(stage.as(other), 'notifications.setPreferences', { announcements: false });
  const made = await create(eventId);
  await Promise.all([1, 2, 3].map(() => postAnnouncement(contextOf(), made.data.id)));
  const toldTo = async (person: Person) =>
    (await ask(stage.as(person), 'notifications.list')).data.items.filter(
      ({ topic }) => topic === 'announcements',
    );
  expect(await toldTo(reader)).toMatchObject([
    { title: WORDS.subject, content: WORDS.body, eventId, action: { href: `/events/${eventId}` } },
  ]);
  expect(await toldTo(other)).toEqual([]);
});

test('is for the states that are named, and for whom was let in or was not', async () => {
  const { eventId, people } = await eventWith(3, { capacity: 2 });
  const participationId = await stage.idOf(eventId, people[0] as Person);
  await stage.byStaff('participations.checkIn', { eventId, participationId });
  const reached = async (audience: object) =>
    (await stage.byStaff('announcements.preview', { eventId, ...WORDS, ...audience })).data.people;
  expect(await reached({ states: ['going'] })).toBe(2);
  expect(await reached({ states: ['going'], checkedIn: 'yes' })).toBe(1);
  expect(await reached({ states: ['going'], checkedIn: 'no' })).toBe(1);
  expect(await reached({ states: ['going', 'waitlisted'] })).toBe(3);
  expect(await reached({ states: ['invited', 'requested', 'offered'] })).toBe(0);
  expect((await create(eventId, { states: ['waitlisted'] })).data.mails.posted).toBe(1);
});

test('is shown before it is sent: how many, who wants none, and the words', async () => {
  const { eventId, people } = await eventWith(2);
  await ask(stage.as(people[0] as Person), 'mailPreferences.set', { announcements: false });
  const { data } = await stage.byStaff('announcements.preview', { eventId, ...WORDS });
  expect(data).toMatchObject({ people: 1, unsubscribed: 1 });
  expect(data.text).toContain(`${WORDS.subject}\n\n`);
  expect(data.text).toContain('There is tea.\n\nThere are no mugs.');
  expect((await stage.byStaff('announcements.list', { eventId })).data.items).toEqual([]);
});

test('is shown in the language that is asked for, the words of staff as they are', async () => {
  const { eventId } = await eventWith(1);
  const shown = async (own: object) =>
    (await stage.byStaff('announcements.preview', { eventId, ...WORDS, ...own })).data;
  const [english, german, russian] = [
    await shown({}),
    await shown({ locale: 'de' }),
    await shown({ locale: 'ru' }),
  ];
  expect([english, german, russian].map(({ locale }) => locale)).toEqual(['en', 'de', 'ru']);
  expect(german.text).toContain('Guten Tag');
  expect(russian.text).toMatch(/[а-яё]/i);
  for (const { text } of [english, german, russian])
    expect(text).toContain('There is tea.\n\nThere are no mugs.');
  expect((await stage.byStaff('announcements.preview', { eventId, ...WORDS, locale: 'fr' })).outcome).toBe(
    'BAD_INPUT',
  );
});

test('waits for its time, and then reaches who has joined meanwhile, and not who has left', async () => {
  const { eventId, people } = await eventWith(2);
  const [stays, leaves] = people as [Person, Person];
  const made = (await create(eventId, dueIn(HOUR_MS))).data;
  expect(made).toMatchObject({ state: 'scheduled', mails: { posted: 0 } });
  const [late] = (await stage.people(1)) as [Person];
  await stage.does(late, 'join', eventId);
  await stage.does(leaves, 'leave', eventId);
  await afterwards(HOUR_MS - MINUTE_MS);
  expect((await query(`select state from announcement where id = '${made.id}'`))[0]?.state).toBe('scheduled');
  await afterwards(HOUR_MS + MINUTE_MS);
  stage.server.clock.setAheadMs(0);
  await query(`update delivery set next_try_at = now() where about_id = '${made.id}' and state = 'pending'`);
  await isSettled(eventId);
  for (const person of [stays, late]) expect(await announced(person)).toHaveLength(1);
  expect(await announced(leaves)).toHaveLength(0);
});

describe('J5', () => {
  test('the same announcement posted ten times at once: one mail each, whoever sends', async () => {
    const { eventId, people } = await eventWith(12);
    const made = (await create(eventId, dueIn(HOUR_MS))).data;
    const more = [1, 2].map(() => startDeliveries({ mails, contextOf }));
    stage.server.clock.setAheadMs(2 * HOUR_MS);
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) =>
        index % 2 === 0
          ? postDueAnnouncements(contextOf())
          : transactional(contextOf().em, (em) => postAnnouncement({ ...contextOf(), em }, made.id)),
      ),
    );
    const settled = async () =>
      (
        await query(
          `select count(*)::int as sent from delivery where about_id = '${made.id}' and state = 'sent'`,
        )
      )[0]?.sent === people.length;
    await until(settled, 'all are sent', 30_000);
    for (const one of more) await one.stop();
    expect(await query(`select 1 from delivery where about_id = '${made.id}'`)).toHaveLength(people.length);
    for (const person of people) expect(await announced(person)).toHaveLength(1);
  });

  test('the fan-out itself, ten times at once and past its state: one mail each', async () => {
    const { eventId } = await eventWith(12);
    const made = (await create(eventId, dueIn(HOUR_MS))).data;
    await Promise.all(
      Array.from({ length: 10 }, () =>
        transactional(contextOf().em, async (em) => {
          // As if each had found it still to be posted.
          await em
            .getKysely<{ announcement: { id: string; state: string } }>()
            .updateTable('announcement')
            .set({ state: 'scheduled' })
            .where('id', '=', made.id)
            .execute();
          await postAnnouncement({ ...contextOf(), em }, made.id);
        }),
      ),
    );
    const rows = await query(
      `select payload->>'participationId' as of from delivery where about_id = '${made.id}'`,
    );
    expect(new Set(rows.map((row) => row.of)).size).toBe(12);
    expect(rows).toHaveLength(12);
  });
});

describe('E8 nobody gets it who, since it was posted,', () => {
  const as = (person: Person) => stage.as(person);
  const idOf = (eventId: string, person: Person) => stage.idOf(eventId, person);
  test.each<[string, (eventId: string, person: Person) => Promise<unknown>]>([
    ['has left', (eventId, person) => stage.does(person, 'leave', eventId)],
    [
      'was turned away',
      async (eventId, person) =>
        stage.byStaff('participations.record', {
          ...{ eventId, accountId: person.accountId, state: 'rejected', reason: 'It was agreed.' },
        }),
    ],
    [
      'was kept out',
      (_, person) => stage.byStaff('blacklist.add', { accountId: person.accountId, reason: 'Took things.' }),
    ],
    [
      'was let in, when it is for those who were not',
      async (eventId, person) =>
        stage.byStaff('participations.checkIn', { eventId, participationId: await idOf(eventId, person) }),
    ],
    [
      'wants no announcements',
      (_, person) => ask(as(person), 'mailPreferences.set', { announcements: false }),
    ],
    [
      'was disabled',
      (_, person) => stage.byStaff('accounts.disable', { accountId: person.accountId, reason: 'Gone.' }),
    ],
    [
      'goes to no event, for it was cancelled',
      (eventId) => stage.byStaff('events.cancel', { eventId, reason: 'Rain.' }),
    ],
  ])('%s', async (_, change) => {
    const { eventId, people } = await eventWith(1);
    const [person] = people as [Person];
    const made = (await create(eventId, { ...dueIn(HOUR_MS), checkedIn: 'no' })).data;
    // Posted, and held back so that the change comes between.
    await transactional(contextOf().em, (em) => postAnnouncement({ ...contextOf(), em }, made.id));
    await query(`update delivery set next_try_at = now() + interval '1 day' where about_id = '${made.id}'`);
    await change(eventId, person);
    await query(`update delivery set next_try_at = now() where about_id = '${made.id}'`);
    await isSettled(eventId);
    expect((await read(eventId)).mails).toMatchObject({ posted: 1, sent: 0, withdrawn: 1 });
    expect(await announced(person)).toHaveLength(0);
  });
});

test('one of three that cannot be posted keeps no other back, and its job fails and is put aside', async () => {
  const scenes: { id: string }[] = [];
  for (const minutes of [1, 2, 3]) {
    const { eventId } = await eventWith(1);
    scenes.push({ id: (await create(eventId, dueIn(minutes * MINUTE_MS))).data.id });
  }
  const broken = scenes[1]?.id;
  const statesOf = async () => {
    const rows = await query('select id, state from announcement');
    return scenes.map(({ id }) => rows.find((row) => row.id === id)?.state);
  };
  await query(`create function refuse_one() returns trigger language plpgsql as $$ begin
    if new.about_id = '${broken}' then raise exception 'It is broken.'; end if; return new; end $$`);
  await query(
    'create trigger refuse_one before insert on delivery for each row execute function refuse_one()',
  );
  try {
    for (let times = 0; times < 2; times++) {
      const failure = await afterwards(HOUR_MS).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AggregateError);
      expect((failure as AggregateError).errors).toMatchObject([{ message: 'It is broken.' }]);
      expect(await statesOf()).toEqual(['posted', 'scheduled', 'posted']);
    }
    const jobId = await stage.server.installation.queue.boss.send(
      'post-announcements',
      {},
      { retryLimit: 0 },
    );
    const [letter] = await until(async () => {
      const found = await query(
        `select source_output as error from pgboss.job where name = 'dead-letters' and source_id = '${jobId}'`,
      );
      return found.length > 0 && found;
    }, 'the job is put aside');
    expect(letter?.error).toMatchObject({ message: expect.stringContaining(`${broken}: It is broken.`) });
  } finally {
    await query('drop trigger refuse_one on delivery; drop function refuse_one');
  }
  await afterwards(HOUR_MS);
  expect(await statesOf()).toEqual(['posted', 'posted', 'posted']);
  for (const { id } of scenes)
    expect(await query(`select 1 from delivery where about_id = '${id}'`)).toHaveLength(1);
});

test('can be cancelled before its time, and then never leaves', async () => {
  const { eventId } = await eventWith(1);
  const made = (await create(eventId, dueIn(HOUR_MS))).data;
  const cancel = () => stage.byStaff('announcements.cancel', { announcementId: made.id });
  expect((await cancel()).data.state).toBe('cancelled');
  expect((await cancel()).data.state).toBe('cancelled');
  await afterwards(2 * HOUR_MS);
  expect(await query(`select 1 from delivery where about_id = '${made.id}'`)).toEqual([]);
});

test('can be cancelled while it is on its way: what has left has left', async () => {
  const { eventId, people } = await eventWith(2);
  const made = (await create(eventId, dueIn(HOUR_MS))).data;
  await transactional(contextOf().em, (em) => postAnnouncement({ ...contextOf(), em }, made.id));
  await isSettled(eventId);
  const unread = async () =>
    (await ask(stage.as(people[0] as Person), 'notifications.count')).data.unacknowledged;
  const before = await unread();
  const held = `about_id = '${made.id}' and recipient = '${people[0]?.address}'`;
  await query(
    `update delivery set state = 'claimed', owner = 'a worker', lease_until = now() + interval '1 hour' where ${held}`,
  );
  expect((await stage.byStaff('announcements.cancel', { announcementId: made.id })).data).toMatchObject({
    state: 'cancelled',
    mails: { posted: 2, sent: 1, withdrawn: 1 },
  });
  // Nobody is shown it any more, so it is not counted either.
  expect(await unread()).toBe(before - 1);
  const again = (await create(eventId)).data;
  await isSettled(eventId);
  const refused = await stage.byStaff('announcements.cancel', { announcementId: again.id });
  expect(refused.outcome).toBe('ANNOUNCEMENT_SENT');
});

test('goes to people of a cancelled event if it was written after that', async () => {
  const { eventId, people } = await eventWith(1);
  const before = (await create(eventId, dueIn(HOUR_MS))).data;
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  await create(eventId, { subject: 'Your money', body: 'It comes back.' });
  await isSettled(eventId);
  const subjects = (await stage.server.mailsTo(people[0]?.address ?? '')).map(({ subject }) => subject);
  expect(subjects).toContain('Your money');
  await afterwards(2 * HOUR_MS);
  const [row] = await query(`select state from announcement where id = '${before.id}'`);
  expect(row?.state).toBe('cancelled');
});

test('reaches people although its event is put away while it is on its way', async () => {
  const { eventId, people } = await eventWith(1);
  const made = (await create(eventId, dueIn(HOUR_MS))).data;
  const hold = (until: string) => `update delivery set next_try_at = ${until} where about_id = '${made.id}'`;
  await transactional(contextOf().em, async (em) => {
    await postAnnouncement({ ...contextOf(), em }, made.id);
    await em.execute(hold(`now() + interval '1 day'`));
  });
  await query(`update event set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'
    where id = '${eventId}'`);
  expect((await stage.byStaff('events.archive', { eventId })).outcome).toBe('OK');
  await query(hold('now()'));
  const [mail] = await until(async () => {
    const found = await announced(people[0] as Person);
    return found.length > 0 && found;
  }, 'the mail has come');
  expect(mail?.text).toContain('There are no mugs.');
  // There is nothing left to be seen there.
  expect(mail?.text).not.toContain(`/events/${eventId}`);
});

test('wrong input is refused by its field, and what staff does nobody else does', async () => {
  const { eventId, people } = await eventWith(1);
  for (const [more, path] of [
    [{ subject: 'Two\r\nlines' }, 'subject'],
    [{ body: ' ' }, 'body'],
    [{ states: [] }, 'states'],
    [{ states: ['left'] }, 'states.0'],
    [{ checkedIn: 'perhaps' }, 'checkedIn'],
  ] as const)
    expect((await create(eventId, more)).fault).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
  for (const ms of [-MINUTE_MS, 400 * 24 * HOUR_MS])
    expect((await create(eventId, dueIn(ms))).fault).toMatchObject({
      code: 'ANNOUNCEMENT_TIME_INVALID',
      fields: [{ path: 'sendAt' }],
    });
  const draft = (await stage.byStaff('events.duplicate', { eventId, startsAtLocal: '2031-05-01T19:00' })).data
    .id;
  expect((await create(draft)).outcome).toBe('ANNOUNCEMENT_NOT_POSSIBLE');
  const nothing = '019f0000-0000-7000-8000-000000000000';
  expect((await create(nothing)).outcome).toBe('EVENT_NOT_FOUND');
  const missing = await stage.byStaff('announcements.cancel', { announcementId: nothing });
  expect(missing.outcome).toBe('ANNOUNCEMENT_NOT_FOUND');
  for (const [procedure, input] of [
    ['announcements.create', { eventId, ...WORDS }],
    ['announcements.preview', { eventId, ...WORDS }],
    ['announcements.list', { eventId }],
    ['announcements.cancel', { announcementId: nothing }],
  ] as const) {
    expect((await ask(stage.server.url, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(stage.as(people[0] as Person), procedure, input)).outcome).toBe('NOT_ALLOWED');
  }
  expect(await query(`select 1 from announcement where event_id = '${eventId}'`)).toEqual([]);
});

test('the list goes back page by page, the newest first', async () => {
  const { eventId } = await eventWith(1);
  for (const subject of ['One', 'Two', 'Three']) await create(eventId, { subject });
  const first = (await stage.byStaff('announcements.list', { eventId, limit: 2 })).data;
  const second = (await stage.byStaff('announcements.list', { eventId, limit: 2, cursor: first.nextCursor }))
    .data;
  expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(['Three', 'Two', 'One']);
  expect(second.nextCursor).toBeNull();
});

test('taken back after some of its mails are not kept any more: nobody counts a notice that is not shown', async () => {
  const { eventId, people } = await eventWith(2);
  await query(`insert into job_pause (what, name, paused_at) values ('queue', 'bulk-mail', now())`);
  const { data: made } = await create(eventId);
  // One had left before the lane was paused, for longer than mails are kept.
  const { accountId } = people[0] as Person;
  await query(`update delivery set state = 'sent', sent_at = now() where about_id = '${made.id}'
               and account_id = '${accountId}'`);
  stage.server.clock.setAheadMs((stage.server.config.MAIL_KEEP_DAYS + 1) * DAY_MS);
  await removeOldMails(contextOf(), { rowsAtOnce: 100, signal: undefined });
  stage.server.clock.setAheadMs(0);
  expect((await query(`select 1 from delivery where about_id = '${made.id}'`)).length).toBe(1);
  const { outcome, data } = await stage.byStaff('announcements.cancel', { announcementId: made.id });
  await query('delete from job_pause');
  expect([outcome, data.mails]).toMatchObject(['OK', { posted: 2, sent: 1, withdrawn: 1 }]);
  const unread = await query(
    `select 1 from notification where key like 'announcement:${made.id}:%' and acknowledged_at is null`,
  );
  expect(unread).toEqual([]);
});

test('whoever comes while it is posted gets both the mail and the notice, or neither', async () => {
  const { eventId } = await eventWith(1);
  const [late] = (await stage.people(1)) as [Person];
  // As another transaction that commits between two statements of this one.
  await query(`
    create function come_late() returns trigger language plpgsql as $$ begin
      insert into participation (id, event_id, account_id, state, joined_at, updated_at)
      values (gen_random_uuid(), '${eventId}', '${late.accountId}', 'going', now(), now())
      on conflict do nothing;
      return null;
    end $$;
    create trigger come_late after insert on delivery for each statement execute function come_late()`);
  const { data: made } = await create(eventId);
  await query('drop trigger come_late on delivery; drop function come_late');
  expect(made.mails.posted).toBe(1);
  const told = await query(`select account_id from notification where key like 'announcement:${made.id}:%'`);
  expect(told.map((row) => row.account_id)).not.toContain(late.accountId);
  expect(told).toHaveLength(1);
});
