import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';

let stage: EventStage;
/** A day some weeks ahead, from which all of these series begin. */
let first: Temporal.PlainDate;
beforeAll(async () => {
  stage = await startEventStage();
  first = Temporal.PlainDate.from(stage.server.clock.now().toISOString().slice(0, 10)).add({ days: 20 });
});
afterAll(() => stage.stop());

const week = (number: number) => first.add({ weeks: number }).toString();
const query = (statement: string) => stage.server.database.query(statement);

/** A weekly series of an evening in Berlin, and the ids of its events in their order. */
async function weekly(count: number, own: object = {}, rule = 'FREQ=WEEKLY') {
  const made = await stage.byStaff('events.create', {
    name: 'Choir',
    startsAtLocal: `${first}T19:30`,
    endsAtLocal: `${first}T21:30`,
    timeZone: 'Europe/Berlin',
    ...own,
  });
  const { id: seriesId } = (
    await stage.byStaff('series.create', { eventId: made.data.id, rule: `${rule};COUNT=${count}` })
  ).data;
  const ids = (await datesIn(seriesId)).map(({ eventId }) => eventId);
  return { seriesId, ids: ids as [string, string, string, string] };
}

const datesIn = async (seriesId: string) =>
  (await stage.byStaff('series.listDates', { seriesId, limit: 100 })).data.items;
const shown = async (seriesId: string) =>
  (await datesIn(seriesId)).map(({ date, startsAtLocal, name }) => `${date} ${startsAtLocal} ${name}`);
const versionOf = async (eventId: string) => (await stage.byStaff('events.get', { eventId })).data.version;
const change = async (eventId: string, input: object) =>
  stage.byStaff('series.update', { eventId, version: await versionOf(eventId), ...input });
const mailsAbout = async (eventId: string) =>
  (
    await query(`select kind from delivery join participation on participation.id = about_id
      where event_id = '${eventId}' and kind <> 'event-reminder' order by delivery.created_at, delivery.id`)
  ).map((row) => row.kind);

test('a draft is repeated by a rule, and every date is a draft like it', async () => {
  const { seriesId, ids } = await weekly(4, {
    capacity: 12,
    registrationClosesAt: new Date(`${first.subtract({ days: 1 })}T10:00Z`),
  });
  expect((await datesIn(seriesId)).map(({ date, status }) => `${date} ${status}`)).toEqual(
    [0, 1, 2, 3].map((number) => `${week(number)} draft`),
  );
  const last = (await stage.byStaff('events.get', { eventId: ids[3] })).data;
  expect(last).toMatchObject({
    name: 'Choir',
    capacity: 12,
    startsAtLocal: `${week(3)}T19:30`,
    series: { id: seriesId, date: week(3), ownFields: [] },
  });
  // The day before, at the same time on the wall.
  const closes = (at: Date | null) =>
    Temporal.Instant.fromEpochMilliseconds(Number(at))
      .toZonedDateTimeISO('Europe/Berlin')
      .toPlainTime()
      .toString();
  const firstOne = (await stage.byStaff('events.get', { eventId: ids[0] })).data;
  expect(closes(last.registrationClosesAt)).toBe(closes(firstOne.registrationClosesAt));
  expect((await stage.byStaff('series.get', { seriesId })).data).toMatchObject({
    drafts: 4,
    coming: 4,
    isEndless: false,
  });
  const [row] = await query(
    `select count(*)::int as count from audit_entry where details ->> 'seriesId' = '${seriesId}'`,
  );
  expect(row?.count).toBe(3);
});

test('publishing a series shows all its drafts, and lists find its dates for everybody', async () => {
  const { seriesId, ids } = await weekly(3);
  const list = async () => (await ask(stage.server.url, 'events.list', { seriesId, limit: 10 })).data.items;
  expect(await list()).toEqual([]);
  const [ada] = (await stage.people(1)) as [Person];
  const seat = {
    eventId: ids[1],
    accountId: ada.accountId,
    state: 'going',
    reason: 'Sings.',
    override: true,
  };
  await stage.byStaff('participations.record', seat);
  expect((await stage.byStaff('series.publish', { seriesId })).data).toMatchObject({ drafts: 0, coming: 3 });
  expect((await list()).map(({ id, series }) => [id, series?.date])).toEqual(
    ids.map((id, number) => [id, week(number)]),
  );
  expect((await stage.byStaff('series.publish', { seriesId })).outcome).toBe('OK');
  expect(await stage.mailsTo(ada)).toEqual(['participation-confirmed']);
});

test('E16 an exception survives an edit of the whole series, in what it has of its own', async () => {
  const { seriesId, ids } = await weekly(4);
  await stage.update(ids[1], { name: 'Open singing' });
  await stage.update(ids[2], { startsAtLocal: `${week(2)}T18:00`, endsAtLocal: `${week(2)}T20:00` });
  expect((await stage.byStaff('events.get', { eventId: ids[1] })).data.series?.ownFields).toEqual(['name']);

  const edit = {
    scope: 'all',
    name: 'Big choir',
    startsAtLocal: `${week(0)}T20:00`,
    endsAtLocal: `${week(0)}T22:00`,
  };
  expect((await change(ids[0], { ...edit, capacity: 30 })).data).toMatchObject({
    changed: 4,
    added: 0,
    removed: 0,
  });
  expect(await shown(seriesId)).toEqual([
    `${week(0)} ${week(0)}T20:00 Big choir`,
    `${week(1)} ${week(1)}T20:00 Open singing`,
    `${week(2)} ${week(2)}T18:00 Big choir`,
    `${week(3)} ${week(3)}T20:00 Big choir`,
  ]);
  expect((await datesIn(seriesId)).map(({ capacity }) => capacity)).toEqual([30, 30, 30, 30]);
});

test('the picture of a date goes to the others when that is asked for, but for those with one of their own', async () => {
  const { ids } = await weekly(3);
  const picture = (alt: string) =>
    JSON.stringify({ id: ids[0], alt, width: 1, height: 1, placeholder: '', variants: [] });
  await query(`update event set image = '${picture('Ours')}' where id = '${ids[0]}'`);
  await query(
    `update event set image = '${picture('Own')}', own_fields = '["image"]' where id = '${ids[1]}'`,
  );
  const alts = async () =>
    (
      await query(
        `select image ->> 'alt' as alt from event where id in ('${ids.join("', '")}') order by occurrence_date`,
      )
    ).map((row) => row.alt);
  await change(ids[0], { scope: 'all', name: 'Other' });
  expect(await alts()).toEqual(['Ours', 'Own', null]);
  await change(ids[0], { scope: 'all', withImage: true });
  expect(await alts()).toEqual(['Ours', 'Own', 'Ours']);
});

test('what is edited for all at an exception is no longer its own', async () => {
  const { seriesId, ids } = await weekly(3);
  await stage.update(ids[1], { name: 'Open singing', locationName: 'The yard' });
  // A form sends everything: only what differs from the date it was opened at is meant.
  await change(ids[1], { scope: 'all', name: 'Singing', locationName: 'The yard', shortDescription: '' });
  expect((await datesIn(seriesId)).map(({ name, ownFields }) => [name, ownFields])).toEqual([
    ['Singing', []],
    ['Singing', ['locationName']],
    ['Singing', []],
  ]);
  const other = (await stage.byStaff('events.get', { eventId: ids[0] })).data;
  expect(other.locationName).toBeNull();
});

test('E16 reminders at a time of day are the same in whatever order a database keeps their fields', async () => {
  const reminders = [{ kind: 'at', daysBefore: 1, time: '18:00' }];
  const { seriesId, ids } = await weekly(3, { reminders });
  await stage.update(ids[1], { name: 'Open singing', reminders });
  await stage.update(ids[2], { reminders: [] });
  await change(ids[0], { scope: 'all', capacity: 9, reminders });
  expect((await datesIn(seriesId)).map(({ ownFields }) => ownFields)).toEqual([[], ['name'], ['reminders']]);
});

test('E16 registration that a date has of its own stays, and that of a moved date is counted from its start', async () => {
  const day = (days: number) => new Date(`${first.add({ days })}T10:00Z`);
  const { ids } = await weekly(3, { timeZone: 'UTC', registrationClosesAt: day(-1) });
  await stage.update(ids[0], { registrationClosesAt: day(-3) });
  const moved = first.add({ days: 8 });
  await stage.update(ids[1], { startsAtLocal: `${moved}T19:30`, endsAtLocal: `${moved}T21:30` });
  const closes = async () =>
    Promise.all(
      ids.map(async (eventId) => (await stage.byStaff('events.get', { eventId })).data.registrationClosesAt),
    );
  await change(ids[0], { scope: 'all', name: 'Other' });
  expect(await closes()).toEqual([day(-3), day(6), day(13)]);
  await change(ids[2], { scope: 'all', registrationClosesAt: day(12) });
  expect(await closes()).toEqual([day(-3), day(6), day(12)]);
});

test('E16 a date that begins too early for a reminder goes without it, and blocks no edit of the others', async () => {
  const { ids } = await weekly(3);
  await stage.update(ids[1], { startsAtLocal: `${week(1)}T08:00`, endsAtLocal: `${week(1)}T09:00` });
  const reminders = [{ kind: 'at', daysBefore: 0, time: '10:00' }];
  expect((await change(ids[0], { scope: 'all', reminders })).outcome).toBe('OK');
  const of = async (eventId: string) => (await stage.byStaff('events.get', { eventId })).data.reminders;
  expect([await of(ids[1]), await of(ids[2])]).toEqual([[], reminders]);
  const tooEarly = { startsAtLocal: `${week(0)}T09:00`, endsAtLocal: `${week(0)}T11:00` };
  expect((await change(ids[0], { scope: 'all', ...tooEarly })).outcome).toBe('EVENT_TIMES_INVALID');
});

test('E16 this and following splits the series there, and those before stay as they were', async () => {
  const { seriesId, ids } = await weekly(5);
  await stage.update(ids[3], { name: 'Open singing' });
  const changed = (await change(ids[2], { scope: 'following', name: 'New choir' })).data;
  expect(changed.series.id).not.toBe(seriesId);
  expect(changed.series).toMatchObject({
    rule: expect.stringContaining('COUNT=3'),
    startsOn: week(2),
    coming: 3,
  });
  expect((await stage.byStaff('series.get', { seriesId })).data).toMatchObject({
    rule: expect.stringMatching(/UNTIL=/),
    coming: 2,
  });
  expect((await datesIn(seriesId)).map(({ name }) => name)).toEqual(['Choir', 'Choir']);
  expect((await datesIn(changed.series.id)).map(({ name }) => name)).toEqual([
    'New choir',
    'Open singing',
    'New choir',
  ]);
  // Where nothing is changed, nothing is split.
  const same = (await change(ids[3], { scope: 'following', name: 'Open singing' })).data;
  expect(same).toMatchObject({ changed: 0, series: { id: changed.series.id } });
  // From the first date on it is the whole of a series: nothing is split off.
  const all = (await change(ids[2], { scope: 'following', name: 'Newest' })).data;
  expect(all.series.id).toBe(changed.series.id);
});

test('E16 another weekday moves those who wanted to come within their week, and tells them once', async () => {
  const [ada, bo] = (await stage.people(2)) as [Person, Person];
  const { seriesId, ids } = await weekly(4);
  await stage.byStaff('series.publish', { seriesId });
  await stage.does(ada, 'join', ids[0]);
  await stage.does(bo, 'join', ids[2]);
  await stage.byStaff('events.cancel', { eventId: ids[3], reason: 'A holiday.' });
  const day = (number: number) =>
    first.add({ weeks: number, days: first.dayOfWeek === 7 ? -1 : 1 }).toString();
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][Temporal.PlainDate.from(day(0)).dayOfWeek - 1];
  const moved = await change(ids[0], {
    scope: 'all',
    rule: `FREQ=WEEKLY;BYDAY=${weekday};COUNT=4`,
    startsAtLocal: `${day(0)}T19:30`,
    endsAtLocal: `${day(0)}T21:30`,
    name: 'Choir again',
  });
  expect(moved.data).toMatchObject({ changed: 3, added: 0, cancelled: 0, removed: 0 });
  expect((await datesIn(seriesId)).map(({ date, status, eventId }) => [date, status, eventId])).toEqual(
    ids.map((id, number) => [day(number), number === 3 ? 'cancelled' : 'published', id]),
  );
  for (const id of [ids[0], ids[2]])
    expect((await mailsAbout(id)).filter((kind) => kind === 'event-rescheduled')).toHaveLength(1);
  expect(await mailsAbout(ids[0])).not.toContain('event-changed');
  const reminders =
    await query(`select due_at from delivery where kind = 'event-reminder' and state = 'pending'
    and recipient in ('${ada.address}', '${bo.address}') order by due_at`);
  expect(reminders.map((row) => (row.due_at as Date).toISOString().slice(0, 10))).toEqual(
    [0, 2].map((number) => Temporal.PlainDate.from(day(number)).subtract({ days: 1 }).toString()),
  );
});

test('a rule with fewer dates cancels what is published, removes drafts, and tells those who wanted to come', async () => {
  const [ada] = (await stage.people(1)) as [Person];
  const { seriesId, ids } = await weekly(4);
  await stage.byStaff('events.publish', { eventId: ids[1] });
  await stage.does(ada, 'join', ids[1]);
  const changed = await change(ids[0], {
    scope: 'all',
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=2',
    reason: 'Too few came.',
  });
  expect(changed.data).toMatchObject({ changed: 0, added: 0, cancelled: 1, removed: 1 });
  expect((await datesIn(seriesId)).map(({ eventId }) => eventId)).toEqual([ids[0], ids[2]]);
  expect((await stage.byStaff('events.get', { eventId: ids[1] })).data).toMatchObject({
    status: 'cancelled',
    cancellationReason: 'Too few came.',
    series: null,
  });
  expect((await stage.byStaff('events.get', { eventId: ids[3] })).outcome).toBe('EVENT_NOT_FOUND');
  expect((await mailsAbout(ids[1])).filter((kind) => kind === 'event-cancelled')).toHaveLength(1);
  // Back again: the week that was cancelled gets an event anew.
  expect((await change(ids[0], { scope: 'all', rule: 'FREQ=WEEKLY;COUNT=4' })).data).toMatchObject({
    added: 2,
  });
});

test('E16 a day beside the rule does not shift the weeks of the rule', async () => {
  const { seriesId, ids } = await weekly(3, {}, 'FREQ=WEEKLY;INTERVAL=2');
  await stage.byStaff('series.addDate', { seriesId, date: week(-1) });
  const toRule = (count: number) => `FREQ=WEEKLY;INTERVAL=2;COUNT=${count}`;
  const longer = await change(ids[0], { scope: 'all', rule: toRule(4) });
  expect(longer.data).toMatchObject({ added: 1, cancelled: 0, removed: 0 });
  const [extra] = await datesIn(seriesId);
  const longest = await change(extra?.eventId as string, { scope: 'following', rule: toRule(5) });
  expect(longest.data).toMatchObject({ added: 1, cancelled: 0, removed: 0 });
  expect((await datesIn(seriesId)).map(({ date }) => date)).toEqual([-1, 0, 2, 4, 6, 8].map(week));
});

test('E16 a date that was put off past its day outlives another rule', async () => {
  const { seriesId, ids } = await weekly(3);
  await stage.byStaff('series.publish', { seriesId });
  // As if it had been meant for the day before yesterday.
  await query(`update event set own_fields = '["times"]', occurrence_date = '${first.subtract({ days: 22 })}'
    where id = '${ids[0]}'`);
  const changed = await change(ids[1], { scope: 'all', rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=2' });
  expect(changed.data).toMatchObject({ added: 1, cancelled: 1, removed: 0 });
  expect((await datesIn(seriesId)).map(({ startsAtLocal }) => startsAtLocal.slice(0, 10))).toEqual(
    [0, 1, 3].map(week),
  );
});

test('E16 a day that was left out stays out where the series is split in the middle of its week', async () => {
  const isSunday = first.dayOfWeek === 7;
  const [early, late] = isSunday
    ? [first.add({ days: 6 }), first.add({ days: 7 })]
    : [first.add({ days: 7 }), first.add({ days: 8 })];
  const days = [early, late].map(
    ({ dayOfWeek }) => ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][dayOfWeek - 1],
  );
  const rule = `FREQ=WEEKLY;BYDAY=${days}`;
  const { seriesId } = await weekly(8, {}, rule);
  await stage.byStaff('series.skipDate', { seriesId, date: `${early}`, reason: 'The hall is taken.' });
  const origin = (await datesIn(seriesId)).find(({ date }) => date === `${late}`);
  const changed = await change(origin?.eventId as string, { scope: 'following', rule: `${rule};COUNT=4` });
  expect((await datesIn(changed.data.series.id)).map(({ date }) => date)).toEqual(
    [late, early.add({ days: 7 }), late.add({ days: 7 })].map(String),
  );
});

test('an announcement keeps a draft from being deleted', async () => {
  const { ids } = await weekly(2);
  await query(`insert into announcement (id, event_id, subject, body, states, checked_in, state,
    is_after_cancellation, send_at, created_at)
    values ('${ids[1]}', '${ids[1]}', 'A word', 'More', '[]', 'any', 'scheduled', false, now(), now())`);
  const changed = await change(ids[0], { scope: 'all', rule: 'FREQ=WEEKLY;COUNT=1' });
  expect(changed.data).toMatchObject({ cancelled: 1, removed: 0 });
});

test('days are left out and added, and neither is made anew', async () => {
  const { seriesId, ids } = await weekly(3);
  const reason = 'The hall is taken.';
  expect((await stage.byStaff('series.skipDate', { seriesId, date: week(1), reason })).data).toMatchObject({
    excludedDates: [week(1)],
    coming: 2,
  });
  expect((await stage.byStaff('events.get', { eventId: ids[1] })).outcome).toBe('EVENT_NOT_FOUND');
  const extra = first.add({ days: 3 }).toString();
  expect((await stage.byStaff('series.addDate', { seriesId, date: extra })).data).toMatchObject({
    extraDates: [extra],
    coming: 3,
  });
  expect((await stage.byStaff('series.addDate', { seriesId, date: week(1) })).data).toMatchObject({
    excludedDates: [],
    extraDates: [extra],
  });
  expect(await shown(seriesId)).toEqual(
    [week(0), extra, week(1), week(2)].sort().map((date) => `${date} ${date}T19:30 Choir`),
  );
  expect((await stage.byStaff('series.skipDate', { seriesId, date: extra, reason })).data.extraDates).toEqual(
    [],
  );
  for (const date of [week(0), '2020-01-01', '2127-01-01', '2027-02-30', '9999-12-31'])
    expect((await stage.byStaff('series.addDate', { seriesId, date })).outcome).toBe('SERIES_DATE_INVALID');
  for (const date of ['2020-01-01', extra, '2027-02-30', '2127-01-01', '9999-12-31'])
    expect((await stage.byStaff('series.skipDate', { seriesId, date, reason })).outcome).toBe(
      'SERIES_DATE_INVALID',
    );
});

test('cancelling this and following calls those off, tells each once, and leaves the others', async () => {
  const [ada] = (await stage.people(1)) as [Person];
  const { seriesId, ids } = await weekly(4);
  await stage.byStaff('series.publish', { seriesId });
  for (const id of [ids[0], ids[2], ids[3]]) await stage.does(ada, 'join', id);
  await stage.byStaff('events.cancel', { eventId: ids[3], reason: 'A holiday.' });
  const cancelled = await stage.byStaff('series.cancel', {
    eventId: ids[2],
    scope: 'following',
    reason: 'It rains.',
  });
  expect(cancelled.data).toMatchObject({ coming: 2, cancelled: 2 });
  expect(await mailsAbout(ids[2])).toEqual(['participation-confirmed', 'event-cancelled']);
  expect((await mailsAbout(ids[3])).filter((kind) => kind === 'event-cancelled')).toHaveLength(1);
  expect(await mailsAbout(ids[0])).not.toContain('event-cancelled');
  expect((await stage.byStaff('events.get', { eventId: ids[3] })).data.cancellationReason).toBe('A holiday.');
});

test('a duplicate of a date stands alone, and a date is archived and unpublished like any event', async () => {
  const { seriesId, ids } = await weekly(3);
  const copy = await stage.byStaff('events.duplicate', {
    eventId: ids[1],
    startsAtLocal: `${week(9)}T10:00`,
  });
  expect(copy.data.series).toBeNull();
  await stage.byStaff('series.publish', { seriesId });
  expect((await stage.byStaff('events.unpublish', { eventId: ids[1] })).data.status).toBe('draft');
  await stage.byStaff('events.cancel', { eventId: ids[1], reason: 'It rains.' });
  expect((await stage.byStaff('events.archive', { eventId: ids[1] })).data.status).toBe('archived');
  expect((await change(ids[0], { scope: 'all', name: 'Other' })).data.changed).toBe(2);
});

test('a stale edit, one of a day without a rule, and one of what has begun are refused', async () => {
  const { seriesId, ids } = await weekly(3);
  const version = await versionOf(ids[1]);
  await change(ids[0], { scope: 'all', name: 'Other' });
  const stale = { eventId: ids[1], version, scope: 'all', name: 'Stale' };
  expect((await stage.byStaff('series.update', stale)).outcome).toBe('EVENT_CHANGED');
  const toAnotherDay = {
    scope: 'all',
    startsAtLocal: `${first.add({ days: 1 })}T19:30`,
    endsAtLocal: `${week(1)}T21:30`,
  };
  expect((await change(ids[0], toAnotherDay)).fault).toMatchObject({
    code: 'SERIES_RULE_INVALID',
    fields: [{ path: 'startsAtLocal' }],
  });
  await stage.byStaff('events.cancel', { eventId: ids[1], reason: 'It rains.' });
  expect((await change(ids[1], { scope: 'all', name: 'Other' })).outcome).toBe('EVENT_NOT_EDITABLE');
  const alone = await stage.publish();
  expect((await change(alone, { scope: 'all', name: 'Other' })).outcome).toBe('EVENT_NOT_IN_SERIES');
  for (const eventId of [ids[0], await stage.publish({ status: 'cancelled' })])
    expect((await stage.byStaff('series.create', { eventId, rule: 'FREQ=DAILY;COUNT=2' })).outcome).toBe(
      'EVENT_NOT_REPEATABLE',
    );
  expect(seriesId).toBeDefined();
});

test.for([
  ['FREQ=DAILY;COUNT=501', '501'],
  ['FREQ=WEEKLY;COUNT=300', '5 years ahead'],
  ['FREQ=WEEKLY;UNTIL=22000101', '5 years ahead'],
  ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', 'no date'],
])('a rule is bounded and begins with its event: %s is refused', async ([rule, message]) => {
  const eventId = (await weeklyDraft()).data.id;
  const refused = await stage.byStaff('series.create', { eventId, rule });
  expect(refused.fault).toMatchObject({
    code: 'SERIES_RULE_INVALID',
    fields: [{ path: 'rule', message: expect.stringContaining(message as string) }],
  });
  expect((await stage.byStaff('events.get', { eventId })).data.series).toBeNull();
});

test('a preview begins with what is still to come', async () => {
  const times = { startsAtLocal: '1990-01-01T10:00', endsAtLocal: '1990-01-01T11:00', timeZone: 'UTC' };
  expect((await stage.byStaff('series.preview', { ...times, rule: 'FREQ=DAILY' })).fault).toMatchObject({
    code: 'SERIES_RULE_INVALID',
    fields: [{ path: 'startsAtLocal' }],
  });
});

const weeklyDraft = () =>
  stage.byStaff('events.create', {
    name: 'Choir',
    startsAtLocal: `${first}T19:30`,
    endsAtLocal: `${first}T21:30`,
    timeZone: 'Europe/Berlin',
  });

test('is for staff alone', async () => {
  const [person] = (await stage.people(1)) as [Person];
  const { seriesId, ids } = await weekly(2);
  const input = {
    ...{
      seriesId,
      eventId: ids[0],
      version: 1,
      scope: 'all',
      reason: 'x',
      date: week(0),
      rule: 'FREQ=DAILY',
    },
    ...{ startsAtLocal: `${first}T19:30`, endsAtLocal: `${first}T21:30`, timeZone: 'UTC' },
  };
  const verbs = [
    'preview',
    'create',
    'get',
    'listDates',
    'update',
    'cancel',
    'addDate',
    'skipDate',
    'publish',
    'end',
  ] as const;
  for (const verb of verbs) {
    expect((await ask(stage.server.url, `series.${verb}`, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(stage.as(person), `series.${verb}`, input)).outcome).toBe('NOT_ALLOWED');
    expect((await stage.byStaff(`series.${verb}`, {})).outcome).toBe('BAD_INPUT');
  }
  expect(await shown(seriesId)).toHaveLength(2);
});
