import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { removeWhatExpired } from './remove-expired.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

it('drops codes, tickets, links and counters that nobody can use any more, and keeps the others', async () => {
  const { database, installation } = server;
  const insert = (ticket: string, age: string) =>
    database.query(`insert into one_time_code (id, purpose, address, address_key, code_hash, intent, created_at, expires_at)
      values ('${ticket}', 'sign-in', 'a@example.org', 'a@example.org', 'x', '{}', now(), now() - interval '${age}')`);
  await insert('00000000-0000-7000-8000-000000000001', '2 days');
  await insert('00000000-0000-7000-8000-000000000002', '1 minute');
  await database.query(
    `insert into wrong_tries (key, tries, updated_at) values ('old', 3, now() - interval '2 days'), ('new', 3, now())`,
  );
  await database.query(
    `insert into rate_limit values ('old', '{}', '{}', 0, now() - interval '1 minute'), ('new', '{}', '{}', 0, now() + interval '1 hour')`,
  );

  const token = (name: string) => `('${name}', 'not-me', '${accountId}', '{}', now(), now() - interval`;
  const { accountId } = await makePerson({ config: server.config, databaseUrl: database.url });
  await database.query(
    `insert into security_link (token_hash, purpose, account_id, details, created_at, expires_at)
     values ${token('old')} '2 days'), ${token('new')} '1 hour')`,
  );
  await database.query(
    `insert into sign_in_ticket (token_hash, purpose, account_id, first_factor, created_at, expires_at)
     values ('old', 'sign-in', '${accountId}', 'password', now(), now() - interval '2 days'),
            ('new', 'sign-in', '${accountId}', 'password', now(), now() - interval '1 hour')`,
  );
  await database.query(
    `insert into passkey_ceremony (id, kind, challenge, created_at, expires_at)
     values (gen_random_uuid(), 'sign-in', 'old', now(), now() - interval '2 days'),
            (gen_random_uuid(), 'sign-in', 'new', now(), now() - interval '1 hour')`,
  );

  await removeWhatExpired(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );

  const left =
    await database.query(`select id::text as name from one_time_code union all select key from wrong_tries
    union all select key from rate_limit
    union all select token_hash from security_link union all select token_hash from sign_in_ticket
    union all select challenge from passkey_ceremony order by 1`);
  expect(left.map((row) => row.name)).toEqual([
    '00000000-0000-7000-8000-000000000002',
    'new',
    'new',
    'new',
    'new',
    'new',
  ]);
});
