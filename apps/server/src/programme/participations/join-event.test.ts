import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { readConfig } from '../../kernel/config.ts';
import { connectPostgres } from '../../kernel/database/connect-postgres.ts';
import { type Answer, ask, tally } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnServer } from '../../testing/spawn-server.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { Participation } from './participations.contract.ts';

let database: TestDatabase;
let servers: SpawnedServer[] = [];
let people: Person[];

beforeAll(async () => {
  database = await createTestDatabase();
  // Three processes of one installation answer: two that share a port, and one with a port of its own.
  const shared = {
    DATABASE_URL: database.url,
    PUBLIC_URL: 'http://foyer.example.org',
    FOYER_ROLE: 'api',
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    SMTP_URL: 'smtp://127.0.0.1:9',
    // Everybody here comes from one address.
    RATE_LIMIT_PER_MINUTE: '0',
  };
  servers = await Promise.all([spawnServer({ ...shared, SERVICE_WORKERS: '2' }), spawnServer(shared)]);
  people = await makePeople({ config: readConfig(shared), databaseUrl: database.url }, 1_000);
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

async function publish(own: object): Promise<string> {
  const connected = await connectPostgres({ url: database.url, poolSize: 2, entities, onError: () => {} });
  try {
    return await makeEvent(connected.fork(), new Date(), own);
  } finally {
    await connected.close();
  }
}

/** All at once, over all processes. */
function joinAll(
  eventId: string,
  everybody: readonly Person[],
  headers: Record<string, string> = {},
): Promise<Answer<Participation>[]> {
  return Promise.all(
    everybody.map((person, index) => {
      const server = servers[index % servers.length] as SpawnedServer;
      return ask({ url: server.url, token: person.token, headers }, 'participations.join', { eventId });
    }),
  );
}

test('E1 a thousand join at once for a hundred seats: a hundred go, nine hundred wait in the order of arrival', async () => {
  const eventId = await publish({ capacity: 100 });
  const answers = await joinAll(eventId, people);

  expect(tally(answers)).toEqual({ OK: 1_000 });
  const joined = answers.map((one) => one.data);
  expect(joined.filter((one) => one.state === 'going')).toHaveLength(100);
  const [event] = await database.query(
    `select seats_taken, waitlist_last_number from event where id = '${eventId}'`,
  );
  expect(event).toEqual({ seats_taken: 100, waitlist_last_number: 900 });

  const rows = (await database.query(
    `select p.id, p.state, p.waitlist_number, p.joined_at, t.from_state, t.to_state
     from participation p join participation_transition t on t.participation_id = p.id
     where event_id = '${eventId}' order by waitlist_number nulls first, joined_at`,
  )) as { id: string; state: string; waitlist_number: number | null; joined_at: Date; to_state: string }[];
  expect(rows).toHaveLength(1_000);
  expect(rows.filter((row) => row.state === 'going')).toHaveLength(100);
  expect(rows.slice(100).map((row) => row.waitlist_number)).toEqual(
    Array.from({ length: 900 }, (_, index) => index + 1),
  );
  // The event's lock lets one in after another, and what time it was is read behind it.
  const times = rows.map((row) => row.joined_at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const placeOf = new Map(rows.map((row) => [row.id, row.waitlist_number]));
  for (const one of joined) expect(one.waitlistPlace).toBe(placeOf.get(one.id));
}, 120_000);

test('E1 without a waitlist exactly a hundred get in, and nine hundred are told that it is full', async () => {
  const eventId = await publish({ capacity: 100, waitlist: 'off' });
  const answers = await joinAll(eventId, people);

  expect(tally(answers)).toEqual({ OK: 100, EVENT_FULL: 900 });
  const [row] = await database.query(
    `select seats_taken, (select count(*)::int from participation where event_id = event.id) as rows
     from event where id = '${eventId}'`,
  );
  expect(row).toEqual({ seats_taken: 100, rows: 100 });
}, 120_000);

test('E6 one person who joins many times at once has one row, one seat and one confirmation', async () => {
  const eventId = await publish({ capacity: 100 });
  const [person] = people as [Person];
  const answers = await joinAll(eventId, Array<Person>(40).fill(person));

  expect(tally(answers)).toEqual({ OK: 40 });
  const ids = new Set(answers.map((one) => one.data.id));
  expect(ids.size).toBe(1);
  const [row] = await database.query(
    `select seats_taken,
       (select count(*)::int from participation where event_id = event.id) as rows,
       (select count(*)::int from delivery where kind = 'participation-confirmed' and payload->>'participationId' = '${[...ids][0]}') as mails
     from event where id = '${eventId}'`,
  );
  expect(row).toEqual({ seats_taken: 1, rows: 1, mails: 1 });
});

test('E6 one call that is sent again and again, to every process, has one answer', async () => {
  const eventId = await publish({ capacity: 3 });
  const callers = people.slice(0, 5);
  const headers = { 'idempotency-key': 'one-call-of-each' };
  const answers = await joinAll(eventId, Array.from({ length: 8 }, () => callers).flat(), headers);

  expect(tally(answers)).toEqual({ OK: 40 });
  for (const [at, answer] of answers.entries())
    expect(answer.data).toEqual((answers[at % callers.length] as Answer<Participation>).data);
  const [row] = await database.query(
    `select seats_taken, waitlist_last_number,
       (select count(*)::int from idempotency_record where key = 'one-call-of-each' and answer <> '') as kept
     from event where id = '${eventId}'`,
  );
  expect(row).toEqual({ seats_taken: 3, waitlist_last_number: 2, kept: 5 });
});
