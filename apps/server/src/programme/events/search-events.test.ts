import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { EventRow } from './events.entity.ts';

let server: TestServer;
let staff: { url: string; token: string };

const EVENTS: [name: string, shortDescription: string, description: string, place: string | null][] = [
  ['Конференция разработчиков', 'Два дня докладов', 'Лекции и встречи о надёжных системах.', 'Дом учёных'],
  ['Лекция о звёздах', '', 'Что видно в телескоп зимой.', 'Планетарий'],
  ['Woodworking workshop', 'Make a stool in a day', 'Bring gloves. No experience is needed.', 'Town hall'],
  ['Monthly meeting of neighbours', '', 'We talk about meetings, gardens and 100% wool.', null],
  ['Führung durch die Gärten', 'Mit dem Gärtner', 'Zwei Stunden zu Fuß.', 'Botanischer Garten'],
  ['Running club', '', 'A workshop is mentioned here once.', 'Riverside_park'],
];

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  const place = { config: server.config, databaseUrl: server.database.url };
  staff = { url: server.url, token: (await makePerson(place, 'staff')).token };
  for (const [index, [name, shortDescription, description, locationName]] of EVENTS.entries())
    await add({
      name,
      shortDescription,
      description,
      locationName,
      startsAt: after(server.clock.now(), (index + 2) * DAY_MS),
    });
});
afterAll(() => server.stop());

const add = (own: Partial<EventRow>) =>
  makeEvent(server.installation.database.fork(), server.clock.now(), own);
const search = (query: string, more: object = {}) => ask(server.url, 'events.search', { query, ...more });
const namesOf = async (query: string, more: object = {}) =>
  (await search(query, more)).data.items.map((event) => event.name);

describe('finds an event', () => {
  test.each([
    ['by its name', 'woodworking', 'Woodworking workshop'],
    ['by a word of its text', 'gloves', 'Woodworking workshop'],
    ['by its place', 'планетарий', 'Лекция о звёздах'],
    ['by another form of an English word', 'neighbour', 'Monthly meeting of neighbours'],
    ['by another form of a Russian word', 'конференции', 'Конференция разработчиков'],
    ['by another form of a German word', 'garten führungen', 'Führung durch die Gärten'],
    ['by the beginning of a word', 'конфер', 'Конференция разработчиков'],
    ['by several words wherever they stand', 'stool experience', 'Woodworking workshop'],
    ['in any case of letters', 'WOODWORKING', 'Woodworking workshop'],
    ['with е for ё', 'звезды', 'Лекция о звёздах'],
    ['with ё for е', 'конфёренция', 'Конференция разработчиков'],
    ['with a Russian typing error', 'конфернция', 'Конференция разработчиков'],
    ['with an English typing error', 'wodworking', 'Woodworking workshop'],
    ['with two words and an error in each', 'wodworking workshp', 'Woodworking workshop'],
    ['with letters exchanged', 'neigbhours', 'Monthly meeting of neighbours'],
    ['with letters exchanged in a short word', 'stolo', 'Woodworking workshop'],
    ['with a wrong first letter', 'qoodworking', 'Woodworking workshop'],
    ['with a typing error beside a right word', 'runing club', 'Running club'],
  ])('%s', async (_how, query, name) => {
    expect((await namesOf(query))[0]).toBe(name);
  });
});

test('what has the word in its name comes before what has it in its text', async () => {
  expect(await namesOf('workshop')).toEqual(['Woodworking workshop', 'Running club']);
});

test('guesses only when nothing has the words as they are', async () => {
  expect(await namesOf('лекция')).toEqual(['Лекция о звёздах', 'Конференция разработчиков']);
  expect(await namesOf('zzzzqqqq')).toEqual([]);
});

test.each([
  ['operators', "woodworking & | ! ( ) :* <-> '"],
  ['quotes and semicolons', "woodworking'; drop table event; --"],
  ['nothing but signs', '!!! ??? '],
  ['patterns', '%_%'],
  ['an emoji', '🎈'],
])('takes hostile words for words: %s', async (_what, query) => {
  const answer = await search(query);
  expect(answer.outcome).toBe('OK');
  expect((await namesOf('gloves')).length).toBe(1);
});

test('says what is wrong with a search that is empty, too long, or has a NUL in it', async () => {
  expect((await search('   ')).outcome).toBe('BAD_INPUT');
  expect((await search('x'.repeat(10_000))).outcome).toBe('BAD_INPUT');
  expect((await search('a\0b')).outcome).toBe('BAD_INPUT');
});

test('finds an event by its new words once it was changed, and not by the old ones', async () => {
  const eventId = await add({ name: 'Pottery evening' });
  const { version } = (await ask(staff, 'events.get', { eventId })).data;
  await ask(staff, 'events.update', { eventId, version, name: 'Knitting evening' });
  expect(await namesOf('knitting')).toEqual(['Knitting evening']);
  expect(await namesOf('pottery')).toEqual([]);
});

test('shows drafts to staff alone', async () => {
  await add({ name: 'Unfinished opera', status: 'draft' });
  expect(await namesOf('opera')).toEqual([]);
  expect((await search('opera', { status: 'draft' })).outcome).toBe('NOT_ALLOWED');
  const found = await ask(staff, 'events.search', { query: 'opera', status: 'draft' });
  expect(found.data.items.map((event) => event.name)).toEqual(['Unfinished opera']);
});

test('pages through what it finds without losing or doubling any, and A20 refuses another search’s cursor', async () => {
  for (let index = 0; index < 12; index++) await add({ name: `Choir rehearsal ${index}` });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = (await search('rehearsal', { limit: 5, ...(cursor && { cursor }) })).data;
    seen.push(...page.items.map((event) => event.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(12);
  expect(new Set(seen).size).toBe(12);
  const { nextCursor } = (await search('rehearsal', { limit: 5 })).data;
  for (const other of [{ query: 'choir' }, { query: 'rehearsal', seats: 'free' }])
    expect((await search(other.query, { cursor: nextCursor, ...other })).outcome).toBe('CURSOR_INVALID');
  expect((await ask(server.url, 'events.list', { cursor: nextCursor })).outcome).toBe('CURSOR_INVALID');
});

describe('both the list and the search', () => {
  const both = async (filters: object) => {
    const listed = (await ask(server.url, 'events.list', { limit: 100, ...filters })).data.items;
    const found = (await search('filtered', { limit: 50, ...filters })).data.items;
    const names = (items: { name: string }[]) =>
      items
        .map(({ name }) => name)
        .filter((name) => name.startsWith('Filtered'))
        .sort();
    expect(names(found)).toEqual(names(listed));
    return names(listed);
  };

  beforeAll(async () => {
    const now = server.clock.now();
    const startsAt = after(now, 100 * DAY_MS);
    await add({ name: 'Filtered: full', capacity: 2, seatsTaken: 2, startsAt });
    await add({ name: 'Filtered: free', capacity: 2, seatsTaken: 1, startsAt: after(startsAt, DAY_MS) });
    await add({
      name: 'Filtered: closed',
      registrationClosesAt: after(now, -HOUR_MS),
      startsAt: after(startsAt, 2 * DAY_MS),
      locationName: 'Старый Ангар',
      locationAddress: 'Ulica 5%, Riga',
    });
    await add({
      name: 'Filtered: not yet',
      registrationOpensAt: after(now, HOUR_MS),
      startsAt: after(startsAt, 3 * DAY_MS),
    });
  });

  test('show what starts in a window of time', async () => {
    const day = (days: number) => after(server.clock.now(), (100 + days) * DAY_MS - HOUR_MS);
    expect(await both({ from: day(1), until: day(3) })).toEqual(['Filtered: closed', 'Filtered: free']);
  });

  test('show what has a seat left, and what one may join now', async () => {
    expect(await both({ seats: 'free' })).toEqual([
      'Filtered: closed',
      'Filtered: free',
      'Filtered: not yet',
    ]);
    expect(await both({ registration: 'open' })).toEqual(['Filtered: free', 'Filtered: full']);
    expect(await both({ registration: 'open', seats: 'free' })).toEqual(['Filtered: free']);
  });

  test('show what takes place somewhere, in any case, and take no pattern', async () => {
    expect(await both({ place: 'ангар' })).toEqual(['Filtered: closed']);
    expect(await both({ place: 'RIGA' })).toEqual(['Filtered: closed']);
    expect(await both({ place: '5%, R' })).toEqual(['Filtered: closed']);
    expect(await both({ place: '%%%' })).toEqual([]);
    expect((await search('filtered', { place: 'xy' })).outcome).toBe('BAD_INPUT');
  });
});

test('reads no more than it finds, among 20,000 events: by words, by what resembles them, and by place', async () => {
  await server.database.query(
    `insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local, time_zone,
                        starts_at, ends_at, location_name, created_at, updated_at)
     select gen_random_uuid(), 'published', 'Evening ' || md5(n::text), '', '', '', '', 'UTC',
            now() + n * interval '1 hour', now() + n * interval '1 hour' + interval '1 hour', 'Hall ' || md5(n::text), now(), now()
     from generate_series(1, 20000) n`,
  );
  await server.database.query('vacuum analyze event, event_search, event_search_word');
  const plan = async (condition: string) =>
    JSON.stringify(await server.database.query(`explain select * from event_search where ${condition}`));
  expect(await plan(`vector @@ to_tsquery('simple', 'telescope:*')`)).toContain('event_search_vector_index');
  const words = JSON.stringify(
    await server.database.query(`explain select * from event_search_word where word % 'telescpoe'`),
  );
  expect(words).toContain('event_search_word_index');
  expect(await plan(`place like '%планетарий%'`)).toContain('event_search_place_index');
  expect(await namesOf('конфернция')).toEqual(['Конференция разработчиков']);
  expect((await ask(server.url, 'events.list', { place: 'планета' })).data.items).toHaveLength(1);
});
