import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { ListEventsInput, SearchEventsInput } from './events.contract.ts';
import { listEvents } from './list-events.ts';
import { searchEvents } from './search-events.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
let database: SqliteDatabase;

beforeAll(async () => {
  database = await openTestStandby();
  await makeEvent(database.fork(), clock.now(), { name: 'Лекция о звёздах', locationName: 'Планетарий' });
  await makeEvent(database.fork(), clock.now(), { name: 'Woodworking workshop', capacity: 1, seatsTaken: 1 });
  await makeEvent(database.fork(), clock.now(), { name: 'Choir', description: 'After the workshop.' });
});
afterAll(async () => {
  await database.close();
});

function context(): Context {
  const em = database.fork();
  const device = { ipAddress: '127.0.0.1', userAgent: '' };
  const log = createLog(config);
  return { em, clock, config, log, jobs: outboxJobsIn(em), actor: { kind: 'anonymous', device } };
}
const found = async (input: object) =>
  (await searchEvents(context(), SearchEventsInput.parse(input))).items.map(({ name }) => name).sort();
const listed = async (input: object) =>
  (await listEvents(context(), ListEventsInput.parse(input))).items.map(({ name }) => name).sort();

test('the standby finds events by parts of words, in any case, with е for ё, and in their texts', async () => {
  expect(await found({ query: 'ЗВЕЗД' })).toEqual(['Лекция о звёздах']);
  expect(await found({ query: 'workshop' })).toEqual(['Choir', 'Woodworking workshop']);
  expect(await found({ query: 'wood shop' })).toEqual(['Woodworking workshop']);
  expect(await found({ query: '" OR words : *' })).toEqual([]);
  expect(await found({ query: 'at' })).toEqual([]);
});

test('the standby filters like Postgres, in the list and in the search', async () => {
  expect(await found({ query: 'workshop', seats: 'free' })).toEqual(['Choir']);
  expect(await listed({ seats: 'free' })).toEqual(['Choir', 'Лекция о звёздах']);
  expect(await listed({ place: 'планет' })).toEqual(['Лекция о звёздах']);
  expect(await listed({ place: '"планет' })).toEqual([]);
  expect(await found({ query: 'лекция', place: 'ПЛАНЕТАР' })).toEqual(['Лекция о звёздах']);
});
