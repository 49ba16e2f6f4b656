import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { removeUnusedWords } from './remove-unused-words.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

const query = (statement: string) => server.database.query(statement);
const add = (name: string) =>
  makeEvent(server.installation.database.fork(), server.clock.now(), {
    name,
    shortDescription: '',
    description: '',
    locationName: null,
    startsAt: after(server.clock.now(), DAY_MS),
  });
const rename = (id: string, name: string) => query(`update event set name = '${name}' where id = '${id}'`);
const namesOf = async (typed: string) =>
  (await ask(server.url, 'events.search', { query: typed })).data.items.map(({ name }) => name);
const wordsAmong = async (...words: string[]) =>
  (
    await query(
      `select word from event_search_word where word in (${words.map((word) => `'${word}'`).join()}) order by word`,
    )
  ).map(({ word }) => word);
const clean = () => {
  const { installation } = server;
  return removeUnusedWords(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
};

test('a word that no event has any more is not what somebody meant, before it is cleaned away as after', async () => {
  const eventId = await add('Potterx evening');
  await add('Pottery evening');
  await rename(eventId, 'Knitting evening');
  expect(await wordsAmong('potterx', 'pottery')).toEqual(['potterx', 'pottery']);
  for (const typed of ['potterx', 'potterxx'])
    expect(await namesOf(typed), typed).toEqual(['Pottery evening']);
  await clean();
  expect(await wordsAmong('potterx', 'pottery')).toEqual(['pottery']);
  for (const typed of ['potterx', 'potterxx'])
    expect(await namesOf(typed), typed).toEqual(['Pottery evening']);
});

test('words go with the last event that has them, and come back with the next', async () => {
  const [first, second] = [await add('Origami for all'), await add('Origami for few')];
  await query(`delete from event where id = '${first}'`);
  await clean();
  expect(await wordsAmong('origami', 'few')).toEqual(['few', 'origami']);
  await query(`delete from event where id = '${second}'`);
  await clean();
  expect(await wordsAmong('origami', 'few')).toEqual([]);
  await add('Origami again');
  expect(await namesOf('orgami')).toEqual(['Origami again']);
});

test('a word that is written again while it is cleaned away stays', async () => {
  const eventId = await add('Macrame hour');
  await rename(eventId, 'Weaving hour');
  const writing = query(`do $$ begin
    update event set name = 'Macrame hour' where id = '${eventId}'; perform pg_sleep(0.3);
  end $$`);
  await until(
    async () => (await query(`select from pg_stat_activity where wait_event = 'PgSleep'`)).length > 0,
    'somebody has written and not committed',
  );
  await clean();
  await writing;
  expect(await wordsAmong('macrame')).toEqual(['macrame']);
});
