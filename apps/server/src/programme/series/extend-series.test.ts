import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/clock.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { spawnServer } from '../../testing/spawn-server.ts';
import { until } from '../../testing/until.ts';
import { createSeries } from './create-series.ts';
import { endSeries } from './end-series.ts';
import { extendEndlessSeries, extendSeries } from './extend-series.job.ts';
import { publishSeries } from './publish-series.ts';
import { skipSeriesDate } from './skip-series-date.ts';
import { updateSeries } from './update-series.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const query = (statement: string) => installation.testDatabase.query(statement);
const today = () => Temporal.PlainDate.from(installation.clock.now().toISOString().slice(0, 10));
const pass = (days: number) => installation.clock.setAheadMs(installation.clock.aheadMs() + days * DAY_MS);
const run = () => extendEndlessSeries(installation.contextOf());

async function endless(rule: string, localTime = '19:30') {
  const first = today().add({ days: 3 });
  const local = `${first}T${localTime}`;
  const startsAt = new Date(
    Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds,
  );
  const eventId = await makeEvent(installation.database.fork(), installation.clock.now(), {
    status: 'draft',
    startsAt,
    startsAtLocal: local,
    endsAtLocal: Temporal.PlainDateTime.from(local).add({ hours: 2 }).toString({ smallestUnit: 'minute' }),
    timeZone: 'Europe/Berlin',
  });
  const { id } = await installation.inTransaction((ctx) => createSeries(ctx, { eventId, rule }));
  return { eventId, seriesId: id, first };
}

const datesOfSeries = async (seriesId: string) =>
  (
    await query(
      `select occurrence_date, status, starts_at_local, name from event where series_id = '${seriesId}' order by 1`,
    )
  ).map((row) => ({
    date: row.occurrence_date as string,
    startsAtLocal: row.starts_at_local as string,
    status: row.status,
    name: row.name,
  }));

test('E16 a series that goes on is made for 12 months ahead, and every run makes what is missing, once', async () => {
  const { seriesId, first } = await endless('FREQ=WEEKLY');
  const before = await datesOfSeries(seriesId);
  expect(before.length).toBeGreaterThanOrEqual(52);
  expect(before.at(-1)?.date.localeCompare(today().add({ months: 12 }).toString())).toBeLessThanOrEqual(0);
  expect(await run()).toBe(0);
  pass(21);
  expect(await run()).toBe(3);
  expect(await run()).toBe(0);
  const after = await datesOfSeries(seriesId);
  expect(after.map(({ date }) => date)).toEqual(
    after.map((_, number) => first.add({ weeks: number }).toString()),
  );
  // Twice through the clock changes of a year, on the same time of the wall.
  expect(new Set(after.map((row) => row.startsAtLocal.slice(11)))).toEqual(new Set(['19:30']));
});

test('E16 several runs at once make each date once', async () => {
  const { seriesId } = await endless('FREQ=DAILY;INTERVAL=3');
  pass(30);
  const count = async () =>
    Number((await query('select count(*) as count from event where series_id is not null'))[0]?.count);
  const before = await count();
  const made = await Promise.all([run(), run(), run(), run()]);
  // Series of other tests go on too, and may fall to other runs than this one does.
  expect(made.reduce((sum, one) => sum + one)).toBe((await count()) - before);
  expect((await Promise.all([run(), run()])).reduce((sum, one) => sum + one)).toBe(0);
  const dates = (await datesOfSeries(seriesId)).map(({ date }) => date);
  expect(new Set(dates).size).toBe(dates.length);
});

test('E16 a worker that is killed in the middle leaves whole series behind, and the next run goes on', async () => {
  const series = [await endless('FREQ=WEEKLY'), await endless('FREQ=WEEKLY'), await endless('FREQ=WEEKLY')];
  await moveClock(installation.database, installation.clock, installation.clock.aheadMs() + 28 * DAY_MS);
  // It holds still at the second event that it makes of the second series.
  const { seriesId: second } = series[1] as (typeof series)[number];
  await query(`create function hold_still() returns trigger language plpgsql as $$ begin
    if new.series_id = '${second}' and
      exists (select from event where series_id = new.series_id and created_at = new.created_at and id <> new.id)
    then perform pg_sleep(600); end if;
    return new;
  end $$`);
  await query('create trigger hold_still after insert on event for each row execute function hold_still()');
  const worker = await spawnServer({
    DATABASE_URL: installation.testDatabase.url,
    JWT_SECRET_KEY: installation.config.JWT_SECRET_KEY,
    PUBLIC_URL: installation.config.PUBLIC_URL,
    FOYER_ROLE: 'worker',
  });
  await installation.inTransaction((ctx) => ctx.jobs.enqueue(extendSeries, {}));
  const held = await until(
    async () => (await query(`select pid from pg_stat_activity where wait_event = 'PgSleep'`))[0],
    'the worker is in the middle',
    60_000,
  );
  await worker.kill();
  await query(`select pg_terminate_backend(${held.pid})`);
  await until(
    async () => (await query(`select from pg_stat_activity where pid = ${held.pid}`)).length === 0,
    'its connection is gone',
  );
  await query('drop trigger hold_still on event');
  const counts = async () =>
    Promise.all(series.map(async ({ seriesId }) => (await datesOfSeries(seriesId)).length));
  const left = await counts();
  await run();
  const whole = await counts();
  expect(new Set(whole).size).toBe(1);
  expect(left[1]).toBe((whole[1] as number) - 4);
  for (const { seriesId, first } of series) {
    const dates = (await datesOfSeries(seriesId)).map(({ date }) => date);
    expect(dates).toEqual(dates.map((_, number) => first.add({ weeks: number }).toString()));
  }
}, 120_000);

test('what is made later is as the series is by then: published, changed, without what was left out', async () => {
  const { seriesId, eventId } = await endless('FREQ=WEEKLY');
  await installation.inTransaction((ctx) => publishSeries(ctx, { seriesId }));
  const [row] = await query(`select version from event where id = '${eventId}'`);
  await installation.inTransaction((ctx) =>
    updateSeries(ctx, {
      eventId,
      version: row?.version as number,
      scope: 'all',
      withImage: false,
      name: 'Newer',
    }),
  );
  const made = await datesOfSeries(seriesId);
  const next = Temporal.PlainDate.from(made.at(-1)?.date as string).add({ weeks: 1 });
  await installation.inTransaction((ctx) =>
    skipSeriesDate(ctx, { seriesId, date: next.toString(), reason: 'A holiday.' }),
  );
  pass(21);
  await run();
  const later = (await datesOfSeries(seriesId)).slice(made.length);
  expect(later.map(({ date }) => date)).toEqual([1, 2].map((weeks) => next.add({ weeks }).toString()));
  for (const one of later) expect(one).toMatchObject({ status: 'published', name: 'Newer' });
});

test('a series that was ended makes no more, and keeps what it has', async () => {
  const { seriesId } = await endless(
    'FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31',
  );
  const made = (await datesOfSeries(seriesId)).length;
  const ended = await installation.inTransaction((ctx) => endSeries(ctx, { seriesId }));
  expect(ended.isEndless).toBe(false);
  expect(ended.rule).toContain('UNTIL=');
  expect(await installation.inTransaction((ctx) => endSeries(ctx, { seriesId }))).toEqual(ended);
  pass(60);
  await run();
  expect(await datesOfSeries(seriesId)).toHaveLength(made);
});

test('E16 a series that cannot be made holds up no other, and the failure is told', async () => {
  const broken = await endless('FREQ=WEEKLY');
  const whole = await endless('FREQ=WEEKLY');
  pass(21);
  await query(`update event_series set rule = 'FREQ=NEVER' where id = '${broken.seriesId}'`);
  const before = (await datesOfSeries(whole.seriesId)).length;
  await expect(run()).rejects.toThrow(broken.seriesId);
  expect((await datesOfSeries(whole.seriesId)).length).toBe(before + 3);
  await query(`delete from event_series where id = '${broken.seriesId}'`);
});
