import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock, DAY_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { listEvents } from '../events/list-events.ts';
import { updateEvent } from '../events/update-event.ts';
import { addSeriesDate } from './add-series-date.ts';
import { cancelSeries } from './cancel-series.ts';
import { createSeries } from './create-series.ts';
import { extendEndlessSeries } from './extend-series.job.ts';
import { listSeriesDates } from './list-series-dates.ts';
import { publishSeries } from './publish-series.ts';
import { skipSeriesDate } from './skip-series-date.ts';
import { updateSeries } from './update-series.ts';

let database: SqliteDatabase;
const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

beforeAll(async () => {
  database = await openTestStandby();
});
afterAll(async () => {
  await database.close();
});

const contextIn = (em: Context['em']): Context => ({
  em,
  clock,
  log,
  config,
  jobs: outboxJobsIn(em),
  actor: { kind: 'system', name: 'test' },
});
const inTransaction = <Result>(work: (ctx: Context) => Promise<Result>) =>
  transactional(database.fork(), (em) => work(contextIn(em)));

test('E16 a series lives on the standby as it does on Postgres', async () => {
  const eventId = await makeEvent(database.fork(), clock.now(), { status: 'draft', name: 'Choir' });
  const { id: seriesId } = await inTransaction((ctx) => createSeries(ctx, { eventId, rule: 'FREQ=WEEKLY' }));
  const dates = async () =>
    (await inTransaction((ctx) => listSeriesDates(ctx, { seriesId, when: 'upcoming', limit: 100 }))).items;
  const before = await dates();
  expect(before.length).toBeGreaterThanOrEqual(52);
  await inTransaction((ctx) => publishSeries(ctx, { seriesId }));
  await inTransaction((ctx) =>
    updateEvent(ctx, { eventId: before[1]?.eventId as string, version: 2, name: 'Open singing' }),
  );
  const edit = { eventId, version: 3, scope: 'all' as const, withImage: false, name: 'Big choir' };
  expect(await inTransaction((ctx) => updateSeries(ctx, edit))).toMatchObject({ changed: before.length - 1 });
  expect((await dates()).slice(0, 3).map(({ name, ownFields }) => [name, ownFields])).toEqual([
    ['Big choir', []],
    ['Open singing', ['name']],
    ['Big choir', []],
  ]);
  const [, , third] = before;
  await inTransaction((ctx) => skipSeriesDate(ctx, { seriesId, date: third?.date as string, reason: 'x' }));
  await inTransaction((ctx) => addSeriesDate(ctx, { seriesId, date: third?.date as string }));
  const listed = await inTransaction((ctx) =>
    listEvents(ctx, {
      ...{ seriesId, when: 'upcoming', status: 'published', limit: 3, seats: 'any', registration: 'any' },
    }),
  );
  expect(listed.items.map(({ series }) => series?.date)).toEqual(before.slice(0, 3).map(({ date }) => date));

  clock.setAheadMs(15 * DAY_MS);
  expect(await extendEndlessSeries(contextIn(database.fork()))).toBeGreaterThanOrEqual(2);
  expect(await extendEndlessSeries(contextIn(database.fork()))).toBe(0);
  const next = (await dates())[0]?.eventId as string;
  const cancelled = await inTransaction((ctx) =>
    cancelSeries(ctx, { eventId: next, scope: 'all', reason: 'It rains.' }),
  );
  expect(cancelled).toMatchObject({ coming: 0, isEndless: false });
});
