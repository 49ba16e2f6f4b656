import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { cancelEvent } from '../events/cancel-event.ts';
import { updateEvent } from '../events/update-event.ts';
import { addSeriesDate } from './add-series-date.ts';
import { cancelSeries } from './cancel-series.ts';
import { createSeries } from './create-series.ts';
import { skipSeriesDate } from './skip-series-date.ts';
import { updateSeries } from './update-series.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const query = (statement: string) => installation.testDatabase.query(statement);

/** What each event should be, as somebody would keep it on paper: one line for each date, one heap for each series. */
type Line = {
  series: number;
  date: string;
  time: string;
  name: string;
  own: Set<string>;
  isCancelled: boolean;
};
type Paper = { lines: Map<string, Line>; series: { name: string; time: string }[] };

type Edit = { kind: 'edit'; scope: 'this' | 'following' | 'all'; at: number; name?: string; time?: string };
type Step =
  | Edit
  | { kind: 'cancel' | 'cancel following' | 'skip'; at: number }
  | { kind: 'add'; at: number; days: number };

const at = fc.nat(30);
const edit: fc.Arbitrary<Step> = fc.record(
  {
    kind: fc.constant('edit' as const),
    scope: fc.constantFrom('this' as const, 'following' as const, 'all' as const),
    at,
    name: fc.constantFrom('Choir', 'Singing', 'Yoga'),
    time: fc.constantFrom('18:00', '19:30', '20:15'),
  },
  { requiredKeys: ['kind', 'scope', 'at'] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: edit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'skip' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel following' as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('add' as const), at, days: fc.integer({ min: 1, max: 40 }) }),
  },
);

const reason = 'It rains.';

test('E16 random histories of a series end as they would on paper', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { paper, ids } = await begin();
      for (const one of steps) await take(one, paper, ids);
      expect(await readLines([...ids])).toEqual(written(paper));
    }),
    { numRuns: 15 },
  );
}, 120_000);

async function begin() {
  const first = Temporal.PlainDate.from(installation.clock.now().toISOString().slice(0, 10)).add({
    days: 10,
  });
  const eventId = await makeEvent(installation.database.fork(), installation.clock.now(), {
    status: 'draft',
    name: 'Choir',
    startsAt: new Date(
      Temporal.PlainDateTime.from(`${first}T19:30`).toZonedDateTime('Europe/Berlin').epochMilliseconds,
    ),
    startsAtLocal: `${first}T19:30`,
    endsAtLocal: `${first}T21:30`,
    timeZone: 'Europe/Berlin',
  });
  const { id } = await installation.inTransaction((ctx) =>
    createSeries(ctx, { eventId, rule: 'FREQ=WEEKLY;COUNT=8' }),
  );
  const paper: Paper = { lines: new Map(), series: [{ name: 'Choir', time: '19:30' }] };
  for (const row of await query(`select id, occurrence_date from event where series_id = '${id}'`))
    paper.lines.set(row.id as string, {
      series: 0,
      date: row.occurrence_date as string,
      time: '19:30',
      name: 'Choir',
      own: new Set(),
      isCancelled: false,
    });
  return { paper, ids: new Set([id]) };
}

async function take(one: Step, paper: Paper, ids: Set<string>): Promise<void> {
  const alive = [...paper.lines]
    .filter(([, line]) => !line.isCancelled)
    .sort(([, a], [, b]) => a.date.localeCompare(b.date));
  const chosen = alive[one.at % Math.max(alive.length, 1)];
  if (chosen === undefined) return;
  const [eventId, line] = chosen;
  const [row] = await query(`select version, series_id from event where id = '${eventId}'`);
  const seriesId = row?.series_id as string;
  const ofSeries = alive.filter(([, other]) => other.series === line.series);
  const following = ofSeries.filter(([, other]) => other.date >= line.date);
  switch (one.kind) {
    case 'cancel':
      await installation.inTransaction((ctx) => cancelEvent(ctx, { eventId, reason }));
      line.isCancelled = true;
      return;
    case 'cancel following':
      await installation.inTransaction((ctx) => cancelSeries(ctx, { eventId, scope: 'following', reason }));
      for (const [, other] of following) other.isCancelled = true;
      return;
    case 'skip':
      await installation.inTransaction((ctx) => skipSeriesDate(ctx, { seriesId, date: line.date, reason }));
      paper.lines.delete(eventId);
      return;
    case 'add':
      return addOne(one.days, { paper, line, seriesId });
    case 'edit': {
      const meant = { this: [chosen], following, all: ofSeries }[one.scope];
      ids.add(await editForReal(one, { line, eventId, version: row?.version as number, seriesId }));
      editOnPaper(one, { paper, meant, chosen });
    }
  }
}

/** Answers the series that the date is of then. */
async function editForReal(
  one: Edit,
  { line, eventId, version, seriesId }: { line: Line; eventId: string; version: number; seriesId: string },
): Promise<string> {
  const startsAtLocal = `${line.date}T${one.time ?? line.time}`;
  const ends = Temporal.PlainDateTime.from(startsAtLocal).add({ hours: 2 });
  const endsAtLocal = ends.toString({ smallestUnit: 'minute' });
  const given = { eventId, version, startsAtLocal, endsAtLocal, ...(one.name && { name: one.name }) };
  const { scope } = one;
  if (scope === 'this') {
    await installation.inTransaction((ctx) => updateEvent(ctx, given));
    return seriesId;
  }
  const changed = await installation.inTransaction((ctx) =>
    updateSeries(ctx, { ...given, scope, withImage: false }),
  );
  return changed.series.id;
}

function editOnPaper(
  one: Edit,
  {
    paper,
    meant,
    chosen: [eventId, line],
  }: { paper: Paper; meant: [string, Line][]; chosen: [string, Line] },
): void {
  const news = (['name', 'time'] as const).filter(
    (field) => one[field] !== undefined && one[field] !== line[field],
  );
  if (one.scope === 'following' && news.length > 0) splitOnPaper(paper, line);
  for (const field of news) {
    const value = one[field] as string;
    const isForThis = one.scope === 'this';
    for (const [id, other] of meant) {
      // Moved on its own, a date stays so, whatever time the others have.
      const staysOwn = field === 'time' && other.own.has('time');
      if (id === eventId) change(other, { field, value, isOwn: isForThis || staysOwn });
      else if (!other.own.has(field)) other[field] = value;
    }
    if (!isForThis) (paper.series[line.series] as Paper['series'][number])[field] = value;
  }
}

function change(
  line: Line,
  { field, value, isOwn }: { field: 'name' | 'time'; value: string; isOwn: boolean },
): void {
  line[field] = value;
  if (isOwn) line.own.add(field);
  else line.own.delete(field);
}

/** Cancelled ones after it go along; where nothing comes before, the series stays one. */
function splitOnPaper(paper: Paper, from: Line): void {
  const same = [...paper.lines.values()].filter(({ series }) => series === from.series);
  if (!same.some(({ date }) => date < from.date)) return;
  const next = paper.series.length;
  paper.series.push({ ...(paper.series[from.series] as Paper['series'][number]) });
  for (const line of same) if (line.date >= from.date) line.series = next;
}

async function addOne(
  days: number,
  { paper, line, seriesId }: { paper: Paper; line: Line; seriesId: string },
): Promise<void> {
  const date = Temporal.PlainDate.from(line.date).add({ days }).toString();
  const isThere = [...paper.lines.values()].some((one) => one.series === line.series && one.date === date);
  const added = installation.inTransaction((ctx) => addSeriesDate(ctx, { seriesId, date }));
  if (isThere) return expect(added).rejects.toMatchObject({ kind: { code: 'SERIES_DATE_INVALID' } });
  await added;
  const [row] = await query(
    `select id from event where series_id = '${seriesId}' and occurrence_date = '${date}'`,
  );
  const like = paper.series[line.series] as Paper['series'][number];
  paper.lines.set(row?.id as string, {
    ...like,
    series: line.series,
    date,
    own: new Set(),
    isCancelled: false,
  });
}

async function readLines(seriesIds: readonly string[]): Promise<string[]> {
  const rows = await query(
    `select id, occurrence_date, starts_at_local, ends_at_local, name, status, own_fields, series_id from event
     where series_id in (${seriesIds.map((id) => `'${id}'`).join(', ')}) order by id`,
  );
  return rows
    .map((row) => {
      const own = ((row.own_fields as string[] | null) ?? []).map((field) =>
        field === 'times' ? 'time' : field,
      );
      return `${row.id} ${row.occurrence_date} ${(row.starts_at_local as string).slice(11)} ${row.name} ${row.status} own: ${own.sort()}`;
    })
    .sort();
}

function written(paper: Paper): string[] {
  return [...paper.lines]
    .map(
      ([id, line]) =>
        `${id} ${line.date} ${line.time} ${line.name} ${line.isCancelled ? 'cancelled' : 'draft'} own: ${[...line.own].sort()}`,
    )
    .sort();
}
