import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnonymousActor, Device } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { openQueue, type Queue } from '../../kernel/jobs/queue.ts';
import { createLog } from '../../kernel/log.ts';
import { openWiredDatabase, type WiredDatabase } from '../../testing/open-wired-database.ts';
import { makePeople, type Person } from '../../testing/people.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });
const changedAt = new Date(Date.UTC(2027, 0, 1));

let database: WiredDatabase;
let queue: Queue;
let person: Person;

beforeAll(async () => {
  database = await openWiredDatabase();
  const { url } = database.testDatabase;
  queue = await openQueue({ url, works: false, log });
  [person] = (await makePeople({ config, databaseUrl: url }, 1)) as [Person];
  await database.testDatabase.query(
    `insert into password (account_id, hash, changed_at) values ('${person.accountId}', 'x', '${changedAt.toISOString()}')`,
  );
});
afterAll(async () => {
  await queue?.close();
  await database?.close();
});

/** As it goes on once the password has been compared. */
async function signIn(device: Device, rightAt = changedAt) {
  const { accountId, address } = person;
  const actor: AnonymousActor = { kind: 'anonymous', device };
  const compared = {
    right: { accountId, addressKey: address, changedAt: rightAt },
    renewedHash: null,
  };
  const before = database.ways();
  const answer = await transactional(database.fork(), (em) =>
    signInWithPassword(
      { em, clock, jobs: queue.jobsIn(em), log, config, actor },
      { address, password: 'x', deliver: 'body', compared },
      { device } as Call,
    ),
  );
  return { answer, ways: database.ways() - before };
}

test('a sign-in takes five ways to the database and back, on a new device too, whose owner is told', async () => {
  const known: Device = { ipAddress: '127.0.0.1', userAgent: 'test' };
  // What is found out once for a process is not counted.
  await signIn(known);
  const again = await signIn(known);
  // The counter of tries; account and password; second factors; earlier devices; what is written.
  expect(again.ways).toBe(5);
  const elsewhere = await signIn({ ipAddress: '203.0.113.9', userAgent: 'another' });
  expect(elsewhere.ways).toBe(5);
  const [told] = await database.testDatabase.query(
    `select (select count(*)::int from session where account_id = '${person.accountId}') as sessions,
            (select count(*)::int from delivery where account_id = '${person.accountId}') as mails,
            (select count(*)::int from pgboss.job j join delivery d on d.id = (j.data ->> 'deliveryId')::uuid) as woken,
            (select count(*)::int from audit_entry where action = 'security.new-device') as noted`,
  );
  expect(told).toEqual({ sessions: 4, mails: 1, woken: 1, noted: 1 });
});

test('a password that was changed meanwhile takes four ways: one of them counts the try', async () => {
  const { answer, ways } = await signIn({ ipAddress: '127.0.0.1', userAgent: 'test' }, new Date());
  expect(answer).toBeInstanceOf(Fault);
  expect(ways).toBe(4);
});
