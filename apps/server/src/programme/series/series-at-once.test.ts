import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { tally } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

const query = (statement: string) => stage.server.database.query(statement);

async function publishedSeries(rule: string) {
  // In the middle of a day, so that an hour later is the same date.
  const startsAt = new Date(
    `${after(stage.server.clock.now(), 10 * DAY_MS)
      .toISOString()
      .slice(0, 10)}T12:00:00Z`,
  );
  const eventId = await stage.publish({
    startsAt,
    status: 'draft',
    capacity: 5,
    reminders: [{ kind: 'before', minutes: 60 }],
  });
  const { id: seriesId } = (await stage.byStaff('series.create', { eventId, rule })).data;
  await stage.byStaff('series.publish', { seriesId });
  const rows = await query(
    `select id, version from event where series_id = '${seriesId}' order by occurrence_date`,
  );
  return { seriesId, rows: rows as { id: string; version: number }[] };
}

test('of joins and an edit of all dates at once, everybody is reminded once, at the time that holds', async () => {
  const people = await stage.people(6);
  const { seriesId, rows } = await publishedSeries('FREQ=DAILY;COUNT=6');
  const [first] = rows as [(typeof rows)[number]];
  const { startsAtLocal } = (await stage.byStaff('events.get', { eventId: first.id })).data;
  const later = (local: string) =>
    after(new Date(`${local}:00Z`), HOUR_MS)
      .toISOString()
      .slice(0, 16);
  const edit = {
    ...{ eventId: first.id, version: first.version, scope: 'all' },
    startsAtLocal: later(startsAtLocal),
    endsAtLocal: later(later(startsAtLocal)),
  };
  const joins = people.flatMap((person) =>
    rows.map(
      ({ id }) =>
        () =>
          stage.does(person, 'join', id),
    ),
  );
  const outcomes = await Promise.all([
    ...joins.slice(0, 18).map((join) => join()),
    // The same edit twice: one of them comes too late.
    stage.byStaff('series.update', edit),
    stage.byStaff('series.update', edit),
    ...joins.slice(18).map((join) => join()),
  ]);
  expect(tally(outcomes)).toEqual({ OK: 37, EVENT_CHANGED: 1 });
  const [counts] = await query(`
    select count(*)::int as going,
      count(*) filter (where due.reminders = 1 and due_at = starts_at - interval '60 minutes')::int as reminded
    from event join participation on event_id = event.id and state = 'going'
      join lateral (select count(*) as reminders, min(due_at) as due_at from delivery
        where about_id = participation.id and kind = 'event-reminder' and delivery.state = 'pending') due on true
    where series_id = '${seriesId}'`);
  expect(counts).toEqual({ going: 30, reminded: 30 });
  const seats = await query(`select seats_taken from event where series_id = '${seriesId}'`);
  expect(seats.map((row) => row.seats_taken)).toEqual([5, 5, 5, 5, 5, 5]);
});

test('of two who change a series from different dates at once, both are done, one after the other', async () => {
  const { seriesId, rows } = await publishedSeries('FREQ=DAILY;COUNT=8');
  const [one, , , , other] = rows as [(typeof rows)[number], never, never, never, (typeof rows)[number]];
  const answers = await Promise.all([
    stage.byStaff('series.update', {
      eventId: other.id,
      version: other.version,
      scope: 'following',
      name: 'Later',
    }),
    stage.byStaff('series.cancel', { eventId: rows[7]?.id, scope: 'following', reason: 'It rains.' }),
    stage.byStaff('events.update', { eventId: one.id, version: one.version, name: 'First' }),
    stage.byStaff('series.skipDate', { seriesId, date: (await dateOf(rows[2]?.id)) as string, reason: 'x' }),
  ]);
  expect(tally(answers)).toEqual({ OK: 4 });
  const names = await query(
    `select name, status from event where id in (${rows.map(({ id }) => `'${id}'`).join(', ')}) order by starts_at`,
  );
  expect(names.map((row) => row.name).slice(0, 7)).toEqual([
    ...['First', 'An evening', 'An evening', 'An evening'],
    ...['Later', 'Later', 'Later'],
  ]);
  expect(names.map((row) => row.status)).toEqual([
    ...['published', 'published', 'cancelled', 'published'],
    ...['published', 'published', 'published', 'cancelled'],
  ]);
});

const dateOf = async (eventId: string | undefined) =>
  (await query(`select occurrence_date from event where id = '${eventId}'`))[0]?.occurrence_date;
