import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { removeWhatExpired } from './remove-expired.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('drops codes, tickets, links and counters that nobody can use any more, and keeps the others', async () => {
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
  await database.query(
    `insert into mail_pace select key, extract(epoch from now() + late) * 1000, 0
     from (values ('old', interval '-2 hours'), ('new', interval '0')) as one (key, late)`,
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
    union all select key from rate_limit union all select key from mail_pace
    union all select token_hash from security_link union all select token_hash from sign_in_ticket
    union all select challenge from passkey_ceremony order by 1`);
  expect(left.map((row) => row.name)).toEqual([
    '00000000-0000-7000-8000-000000000002',
    'new',
    'new',
    'new',
    'new',
    'new',
    'new',
  ]);
});

test('waits for nobody who holds what is old, so that nobody waits for it in a circle', async () => {
  const { database, installation } = server;
  await database.query(
    `insert into rate_limit select name, '{}', '{}', 0, now() - interval '1 minute' from (values ('held'), ('free')) as one (name)`,
  );
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("begin; select 1 from rate_limit where key = 'held' for update");
  const remove = () =>
    removeWhatExpired(installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }));
  const left = () => database.query("select key from rate_limit where key in ('held', 'free')");
  const removing = remove();
  const leftWhileHeld = await Promise.race([removing.then(left), setTimeout(5_000, 'it waits')]);
  await holder.query('commit');
  await holder.end();
  await removing;
  expect(leftWhileHeld).toEqual([{ key: 'held' }]);
  await remove();
  expect(await left()).toEqual([]);
});

test('goes little by little, leaves nothing of what is old, and drops keys and answers in their time', async () => {
  const { database, installation, config } = server;
  const person = await makePerson({ config, databaseUrl: database.url });
  await database.query(
    `insert into idempotency_record (account_id, key, procedure, input_hash, answer, created_at)
     select '${person.accountId}', 'key-' || n, 'events.create', 'x', '', now() - (case when n <= 25 then interval '25 hours' else interval '1 hour' end)
     from generate_series(1, 30) n`,
  );
  const key = (name: string, ends: string, revoked: string) =>
    `(gen_random_uuid(), '${person.accountId}', '${name}', '${name}', 'abcd', '[]', now(), now() + interval '${ends}', ${revoked})`;
  await database.query(
    `insert into api_key (id, account_id, name, hash, ending, scopes, created_at, expires_at, revoked_at) values
     ${key('lasts', '10 days', 'null')}, ${key('ended yesterday', '-1 days', 'null')}, ${key('ended', '-31 days', 'null')},
     ${key('revoked yesterday', '10 days', "now() - interval '1 day'")}, ${key('revoked', '10 days', "now() - interval '31 days'")}`,
  );
  const ctx = installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' });
  const stopped = new AbortController();
  stopped.abort();
  await removeWhatExpired(ctx, stopped.signal);
  const answers = () => database.query('select count(*)::int as count from idempotency_record');
  expect(await answers()).toEqual([{ count: 30 }]);
  await removeWhatExpired(ctx, undefined, 10);
  expect(await answers()).toEqual([{ count: 5 }]);
  expect((await database.query('select name from api_key order by name')).map(({ name }) => name)).toEqual([
    'ended yesterday',
    'lasts',
    'revoked yesterday',
  ]);
});

test('drops what was acknowledged long ago, but never the last one, from which the numbers go on', async () => {
  const { database, installation, config } = server;
  const { accountId } = await makePerson({ config, databaseUrl: database.url });
  const note = (number: number, acknowledged: string) =>
    `(gen_random_uuid(), '${accountId}', '${number}', 'guessed-at', 'security', '{}', ${number}, now() - interval '364 days', ${acknowledged})`;
  const longAgo = "now() - interval '91 days'";
  await database.query(
    `insert into notification (id, account_id, key, kind, topic, params, number, created_at, acknowledged_at) values
     ${note(1, longAgo)}, ${note(2, 'null')}, ${note(3, "now() - interval '89 days'")}, ${note(4, longAgo)}`,
  );
  await removeWhatExpired(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
  const left = await database.query(
    `select number from notification where account_id = '${accountId}' order by number`,
  );
  expect(left.map((row) => row.number)).toEqual([2, 3, 4]);
});

test('drops what nobody has looked at for a year, but not while its mail has yet to go', async () => {
  const { database, installation, config } = server;
  const { accountId } = await makePerson({ config, databaseUrl: database.url });
  const note = (key: string, number: string, days: number) =>
    `(gen_random_uuid(), '${accountId}', '${key}', 'guessed-at', 'security', '{}', ${number}, now() - interval '${days} days', null)`;
  await database.query(
    `insert into notification (id, account_id, key, kind, topic, params, number, created_at, acknowledged_at) values
     ${note('numbered', '1', 366)}, ${note('never numbered', 'null', 366)}, ${note('yet to go', '2', 366)},
     ${note('younger', 'null', 364)}, ${note('the last', '3', 366)}`,
  );
  await database.query(`insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at, message_id, created_at)
    values (gen_random_uuid(), 'yet to go', 'of-nobody', 'bulk', 'a@example.org', 'en', '{}', 'pending', now(), now(), '', now())`);
  await removeWhatExpired(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
  const left = await database.query(
    `select key from notification where account_id = '${accountId}' order by key`,
  );
  expect(left.map((row) => row.key)).toEqual(['the last', 'yet to go', 'younger']);
});
