import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND_MS } from '../../kernel/clock.ts';
import { startCalendarStage } from '../../testing/calendars/calendar-stage.ts';
import { StrictCalendar } from '../../testing/calendars/strict-calendar.ts';
import type { Person } from '../../testing/people.ts';
import { Paper } from './series-model.testing.ts';
import {
  endsLocal,
  instantOf,
  type Line,
  OFFER_HOURS,
  type PaperSeries as Series,
  textOf,
  ZONE,
} from './series-paper.testing.ts';
import { history, PEOPLE, REMINDERS } from './series-steps.testing.ts';
import { type History, sent, take } from './series-takes.testing.ts';

let stage: Awaited<ReturnType<typeof startCalendarStage>>;
beforeAll(async () => {
  stage = await startCalendarStage({ SESSION_LIFETIME_DAYS: '3650' });
});
afterAll(() => stage.stop());

const query = (statement: string) => stage.server.database.query(statement);
const listOf = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join(', ');

test('E16 whatever becomes of a series and its people, every date is as it would be on paper', async () => {
  let heard = 0;
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const one = await begin();
      for (const [at, step] of steps.entries()) {
        try {
          await take(one, step);
          await adoptNewDates(one.paper);
          await expectAlike(one);
        } catch (cause) {
          throw new Error(`step ${at}: ${JSON.stringify(step)}`, { cause });
        }
      }
      await sent(one);
      await expectAlike(one);
      for (const person of one.people) heard += await expectTrueCalendar(one, person);
    }),
    { numRuns: 14, endOnFailure: true },
  );
  // Histories in which nothing is told would prove nothing.
  expect(heard).toBeGreaterThan(50);
}, 240_000);

/** Four weekly dates, drafts still. */
async function begin(): Promise<History> {
  const people = await stage.people(PEOPLE);
  const today = Temporal.PlainDate.from(stage.server.clock.now().toISOString().slice(0, 10));
  const first = today.add({ days: 3 }).toString();
  const startsAtLocal = `${first}T19:30`;
  const words = {
    ...{ name: 'Choir', locationName: null, capacity: 2, waitlist: 'auto' as const },
    reminders: REMINDERS[0] as (typeof REMINDERS)[number],
  };
  const eventId = await stage.publish({
    ...{
      ...words,
      status: 'draft',
      offerHours: OFFER_HOURS,
      startsAtLocal,
      endsAtLocal: endsLocal(startsAtLocal),
      timeZone: ZONE,
    },
    startsAt: new Date(instantOf(startsAtLocal)),
  });
  const rule = 'FREQ=WEEKLY;COUNT=4';
  const { id } = (await stage.byStaff('series.create', { eventId, rule })).data;
  const day = Temporal.PlainDate.from(first).dayOfWeek;
  const series: Series = {
    ...{ id, words, time: '19:30', startsOn: first, isPublished: false },
    ...{ rule: { days: [day], interval: 1, count: 4, until: null }, excluded: new Set(), extra: new Set() },
  };
  const paper = new Paper();
  for (let week = 0; week < 4; week++)
    paper.add(series, Temporal.PlainDate.from(first).add({ weeks: week }).toString());
  await adoptNewDates(paper);
  return { stage, people, paper };
}

/** What the product has made by now, and the paper knows by its day. */
async function adoptNewDates(paper: Paper): Promise<void> {
  for (const line of paper.lines.filter((one) => one.id === undefined && !one.isGone)) {
    const rows = await query(
      `select id from event where series_id = '${line.series?.id}' and occurrence_date = '${line.date}'`,
    );
    line.id = rows[0]?.id as string | undefined;
  }
}

async function expectAlike({ paper, people }: History): Promise<void> {
  const ids = paper.lines.map(({ id }) => id as string);
  const series = [...new Set(paper.lines.flatMap((line) => line.series?.id ?? []))];
  const events = await query(`
    select e.*, r.id as "seriesId" from event e left join event_series r on r.id = e.series_id
    where e.id in (${listOf(ids)}) or e.series_id in (${listOf([...series, ids[0] as string])})`);
  const places = await query(`
    select p.*, (select array_agg(to_state order by t.id) from participation_transition t where t.participation_id = p.id) as steps
    from participation p where p.event_id in (${listOf(ids)}) order by p.waitlist_number`);
  const mails = await query(`
    select p.event_id, p.account_id, d.kind, d.state, d.due_at, d.send_key, d.about_id from delivery d
    join participation p on p.id = d.about_id where p.event_id in (${listOf(ids)})`);
  const lineOf = (row: Record<string, unknown>) => paper.lines.find(({ id }) => id === row.event_id) as Line;
  const whoOf = (row: Record<string, unknown>) =>
    people.findIndex(({ accountId }) => accountId === row.account_id);
  const nameOf = (row: Record<string, unknown>) => `${paper.lines.indexOf(lineOf(row))}/${whoOf(row)}`;

  expect(events.map(shown).sort()).toEqual(
    paper.lines
      .filter(({ isGone }) => !isGone)
      .map(written)
      .sort(),
  );
  await expectSameRules(paper);
  for (const line of paper.lines) {
    const here = places.filter((row) => row.event_id === line.id);
    const of = (state: string) => here.filter((row) => row.state === state).map(whoOf);
    expect(new Map(here.map((row) => [whoOf(row), row.state]))).toEqual(line.room.states);
    expect(of('waitlisted')).toEqual(line.room.waiting);
    expect(new Map(here.map((row) => [whoOf(row), row.steps]))).toEqual(line.room.transitions);
    expect(new Set(here.filter((row) => row.checked_in_at !== null).map(whoOf))).toEqual(line.checkedIn);
    for (const row of here.filter(({ state }) => state === 'offered'))
      expect(+(row.offer_expires_at as Date)).toBeLessThanOrEqual(line.startMs);
    expect(line.room.isStuck).toBe(false);
  }
  const others = mails.filter(({ kind }) => kind !== 'event-reminder');
  expect(others.map((row) => `${nameOf(row)}/${row.kind}`).sort()).toEqual(paper.told.toSorted());
  const keyOf = (row: Record<string, unknown>) =>
    (row.send_key as string).replace(`reminder:${row.about_id}`, '');
  const isUnseen = (row: Record<string, unknown>) =>
    lineOf(row).passedUnseen.has(`${whoOf(row)}${keyOf(row)}`);
  const reminders = mails.filter((row) => row.kind === 'event-reminder' && !isUnseen(row));
  expect(
    reminders
      .filter(({ state }) => state === 'pending')
      .map((row) => `${nameOf(row)}${keyOf(row)} ${(row.due_at as Date).toISOString()}`)
      .sort(),
  ).toEqual(remindersOf(paper).sort());
  expect(
    reminders
      .filter(({ state }) => state === 'sent')
      .map((row) => `${nameOf(row)}${keyOf(row)}`)
      .sort(),
  ).toEqual(
    paper.lines.flatMap((line, at) => [...line.reminded].map((reminded) => `${at}/${reminded}`)).sort(),
  );
}

/** What is still to come of each series: its rule, and the days beside it and left out of it. */
async function expectSameRules(paper: Paper): Promise<void> {
  const series = [...new Set(paper.lines.flatMap((line) => line.series ?? []))];
  if (series.length === 0) return;
  const rows = await query(
    `select * from event_series where id in (${listOf(series.map(({ id }) => id as string))})`,
  );
  for (const one of series)
    expect(rows.find(({ id }) => id === one.id)).toMatchObject({
      ...{ rule: textOf(one.rule), starts_on: one.startsOn, start_time: one.time },
      excluded_dates: [...one.excluded].sort(),
      extra_dates: [...one.extra].sort(),
      is_published: one.isPublished,
    });
}

/** What is still to be sent, to whom and when. */
function remindersOf(paper: Paper): string[] {
  return paper.lines.flatMap((line, at) => {
    if (line.isGone || line.isArchived || line.isCalledOff) return [];
    const ahead = line.dues().filter(([, due]) => due > paper.now);
    return line.room.inState('going').flatMap((who) =>
      ahead.flatMap(([key, due]) => {
        const reminder = `${who}${key}`;
        if (line.reminded.has(reminder) || line.passedUnseen.has(reminder)) return [];
        return `${at}/${reminder} ${new Date(due).toISOString()}`;
      }),
    );
  });
}

function shown(row: Record<string, unknown>): string {
  const own = ((row.own_fields as string[] | null) ?? []).toSorted();
  const { capacity, waitlist, reminders, name, location_name } = row;
  return JSON.stringify([
    ...[row.id, row.series_id, row.occurrence_date, row.starts_at_local, row.ends_at_local, row.starts_at],
    ...[name, location_name, capacity, waitlist, rulesOf(reminders), row.status, own, row.seats_taken],
  ]);
}

function written(line: Line): string {
  const { name, locationName, capacity, waitlist, reminders } = line.words;
  return JSON.stringify([
    ...[line.id, line.series?.id ?? null, line.date, line.starts, endsLocal(line.starts)],
    ...[new Date(line.startMs), name, locationName, capacity, waitlist, rulesOf(reminders)],
    ...[line.status, [...line.own].sort(), line.room.seats()],
  ]);
}

/** Postgres keeps the fields of an object in an order of its own. */
function rulesOf(reminders: unknown): string[] {
  return (reminders as object[]).map((rule) => JSON.stringify(Object.entries(rule).sort()));
}

/** Of all that somebody was mailed, a strict calendar shows the seats that they have, as the events are now. */
async function expectTrueCalendar({ paper, people }: History, person: Person): Promise<number> {
  const who = people.indexOf(person);
  const truth = [];
  const past = new Set<string>();
  for (const line of paper.lines.filter(({ isGone }) => !isGone)) {
    const uid = await stage.idOf(line.id as string, person);
    // Of what is over nobody hears any more, whatever is put right in its records.
    if (line.room.hasEnded) past.add(uid);
    if (line.room.hasEnded || line.room.status !== 'published') continue;
    if (line.room.states.get(who) !== 'going') continue;
    truth.push({
      uid,
      summary: line.words.name,
      location: line.words.locationName ?? '',
      startsAt: line.startMs,
    });
  }
  const messages = await stage.messagesTo(person);
  const calendar = new StrictCalendar(person.address);
  for (const message of messages) calendar.receive(message);
  const shown = [...calendar.shown().values()].filter(({ uid }) => !past.has(uid));
  const events = shown.map(({ uid, summary, location, startsAt }) => ({
    ...{ uid, summary, location, startsAt: +startsAt },
  }));
  const byUid = (one: { uid: string }, other: { uid: string }) => one.uid.localeCompare(other.uid);
  expect(events.toSorted(byUid)).toEqual(truth.toSorted(byUid));
  for (const earlier of messages)
    for (const later of messages)
      if (earlier.uid === later.uid && +later.stampedAt - +earlier.stampedAt >= SECOND_MS)
        expect(later.sequence).toBeGreaterThanOrEqual(earlier.sequence);
  return messages.length;
}
