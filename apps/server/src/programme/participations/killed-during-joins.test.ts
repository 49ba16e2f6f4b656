import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { readConfig } from '../../kernel/config.ts';
import { connectPostgres } from '../../kernel/database/connect-postgres.ts';
import { type Answer, ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { spawnServer } from '../../testing/spawn-server.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { Participation } from './participations.contract.ts';

const SEATS = 60;
const PEOPLE = 150;
const AT_ONCE = 30;
const ACKNOWLEDGED_BEFORE_THE_KILL = 45;

let database: TestDatabase;
let shared: Record<string, string>;
let people: Person[];
let eventId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  shared = {
    DATABASE_URL: database.url,
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    PUBLIC_URL: 'http://foyer.example.org',
    SMTP_URL: 'smtp://127.0.0.1:9',
    RATE_LIMIT_PER_MINUTE: '0',
    FOYER_ROLE: 'api',
  };
  people = await makePeople({ config: readConfig(shared), databaseUrl: database.url }, PEOPLE);
  const connected = await connectPostgres({ url: database.url, poolSize: 2, entities, onError: () => {} });
  eventId = await makeEvent(connected.fork(), new Date(), { capacity: SEATS });
  await connected.close();
});
afterAll(() => database.drop());

function join(url: string, person: Person): Promise<Answer<Participation>> {
  const headers = { 'idempotency-key': `join-${person.accountId}` };
  return ask({ url, token: person.token, headers }, 'participations.join', { eventId });
}

async function kept() {
  const [event] = await database.query(
    `select seats_taken, waitlist_last_number,
       (select count(*)::int from participation p where p.event_id = event.id and state = 'going') as going,
       (select count(*)::int from participation p where p.event_id = event.id and state = 'waitlisted') as waiting
     from event where id = '${eventId}'`,
  );
  return event as { seats_taken: number; waitlist_last_number: number; going: number; waiting: number };
}

test('kill -9 in the middle of joins loses none that was acknowledged and counts no seat twice', async () => {
  const first = await spawnServer(shared);
  const acknowledged = new Map<string, Participation>();
  let killed: Promise<void> | undefined;
  const yetToCome = [...people];
  await Promise.all(
    // All at once they would all be answered at once: some are still to come when the first have been let in.
    Array.from({ length: AT_ONCE }, async () => {
      for (let person = yetToCome.pop(); person !== undefined; person = yetToCome.pop()) {
        const answer = await join(first.url, person).catch(() => undefined);
        if (answer?.outcome !== 'OK') continue;
        acknowledged.set(person.accountId, answer.data);
        if (acknowledged.size === ACKNOWLEDGED_BEFORE_THE_KILL) killed = first.kill();
      }
    }),
  );
  await killed;
  expect(acknowledged.size).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_THE_KILL);
  expect(acknowledged.size).toBeLessThan(PEOPLE);

  const rows = await database.query(
    `select id, account_id, state from participation where event_id = '${eventId}'`,
  );
  const states = new Map(rows.map((row) => [row.account_id, row.state]));
  for (const [accountId, { state }] of acknowledged) expect(states.get(accountId)).toBe(state);
  const afterKill = await kept();
  expect(afterKill.seats_taken).toBe(afterKill.going);
  expect(afterKill.waitlist_last_number).toBe(afterKill.waiting);

  // Everybody asks again with the same key: whoever had an answer gets the same one.
  const second = await spawnServer(shared);
  try {
    const again = await Promise.all(
      people.map(async (person) => ({ person, answer: await join(second.url, person) })),
    );
    for (const { person, answer } of again) {
      expect(answer.outcome).toBe('OK');
      const before = acknowledged.get(person.accountId);
      if (before) expect(answer.data).toEqual(before);
    }
    expect(await kept()).toEqual({
      seats_taken: SEATS,
      going: SEATS,
      waiting: PEOPLE - SEATS,
      waitlist_last_number: PEOPLE - SEATS,
    });
  } finally {
    await second.stop();
  }
}, 120_000);
