import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openWiredDatabase, type WiredDatabase } from '../../testing/open-wired-database.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { joinEvent } from './join-event.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });

let database: WiredDatabase;
let people: Person[];

beforeAll(async () => {
  database = await openWiredDatabase();
  people = await makePeople({ config, databaseUrl: database.testDatabase.url }, 2);
});
afterAll(() => database.close());

/** How often somebody who joins waits for the database, from the beginning of the transaction to its end. */
async function waysToJoin(eventId: string, { accountId, sessionId, address }: Person): Promise<number> {
  const actor = accountActor(clock.now(), { accountId, sessionId, profile: { address } });
  const before = database.ways();
  await transactional(database.fork(), (em) => {
    const ctx: Context = { em, clock, jobs: outboxJobsIn(em), log, config, actor };
    return joinEvent(ctx, { eventId });
  }).catch((error) => expect(error).toMatchObject({ kind: { code: 'EVENT_FULL' } }));
  return database.ways() - before;
}

test('E1 a refusal takes two ways to the database and back, and a seat four', async () => {
  const [late, first] = people as [Person, Person];
  const full = await makeEvent(database.fork(), clock.now(), { capacity: 1, seatsTaken: 1, waitlist: 'off' });
  // What is seen, and the end of the transaction.
  expect(await waysToJoin(full, late)).toBe(2);
  const eventId = await makeEvent(database.fork(), clock.now(), { capacity: 1, waitlist: 'off' });
  // What is seen; the record; the history, the mail, the notice and the seat; the commit.
  expect(await waysToJoin(eventId, first)).toBe(4);
  expect(await database.testDatabase.query(`select seats_taken from event where id = '${eventId}'`)).toEqual([
    { seats_taken: 1 },
  ]);
});
