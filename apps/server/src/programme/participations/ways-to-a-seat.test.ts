import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import type { AccountActor } from '../../kernel/actor.ts';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { connectPostgres, type PostgresDatabase } from '../../kernel/database/connect-postgres.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openWire, type Wire } from '../../testing/open-wire.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { joinEvent } from './join-event.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

let own: TestDatabase;
let wire: Wire;
let database: PostgresDatabase;
let people: Person[];

beforeAll(async () => {
  own = await createTestDatabase();
  people = await makePeople({ config, databaseUrl: own.url }, 2);
  wire = await openWire(own.url);
  database = await connectPostgres({ url: wire.url, poolSize: 1, entities, onError: () => {} });
});
afterAll(async () => {
  await database.close();
  wire.close();
  await own.drop();
});

/** How often somebody who joins waits for the database, from the beginning of the transaction to its end. */
async function waysToJoin(eventId: string, { accountId, sessionId, address }: Person): Promise<number> {
  const actor: AccountActor = {
    kind: 'account',
    accountId,
    sessionId,
    scopes: null,
    role: 'member',
    isVerified: true,
    authenticatedAt: clock.now(),
    profile: {
      address,
      fullName: 'Person',
      isSystem: false,
      locale: 'en',
      organisation: null,
      about: null,
      timeZone: null,
      createdAt: clock.now(),
    },
    device: { ipAddress: '127.0.0.1', userAgent: 'test' },
  };
  const before = wire.ways();
  await transactional(database.fork(), (em) => {
    const ctx: Context = { em, clock, jobs: outboxJobsIn(em), log, config, actor };
    return joinEvent(ctx, { eventId });
  }).catch((error) => expect(error).toMatchObject({ kind: { code: 'EVENT_FULL' } }));
  return wire.ways() - before;
}

test('E1 a refusal takes two ways to the database and back, and a seat four', async () => {
  const [late, first] = people as [Person, Person];
  const full = await makeEvent(database.fork(), clock.now(), { capacity: 1, seatsTaken: 1, waitlist: 'off' });
  // What is seen, and the end of the transaction.
  expect(await waysToJoin(full, late)).toBe(2);
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 1, waitlist: 'off' });
  // What is seen; the record; the history, the mail, the notice and the seat; the commit.
  expect(await waysToJoin(eventId, first)).toBe(4);
  expect(await own.query(`select seats_taken from event where id = '${eventId}'`)).toEqual([
    { seats_taken: 1 },
  ]);
});
