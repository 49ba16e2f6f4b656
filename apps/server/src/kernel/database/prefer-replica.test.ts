import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { onServer } from '../../testing/on-server.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { until } from '../../testing/until.ts';
import { connectPostgres, type PostgresDatabase } from './connect-postgres.ts';
import { readSqlOf } from './sql-of.ts';

let primary: TestDatabase;
let replica: TestDatabase;
let told: Error[];
let database: PostgresDatabase;

beforeEach(async () => {
  [primary, replica] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  told = [];
  database = await connectTo(replica.url);
});
afterEach(async () => {
  await database.close();
  await Promise.all([primary.drop(), replica.drop()]);
});

const connectTo = (replicaUrl: string) =>
  connectPostgres({
    url: primary.url,
    replicaUrl,
    poolSize: 2,
    entities,
    onError: (error) => told.push(error),
  });

/** The name of the database that answered a read. */
async function reads(statement = 'select current_database() as name'): Promise<string> {
  const { rows } = await sql.raw<{ name: string }>(statement).execute(readSqlOf(database.fork()));
  return rows[0]?.name ?? '';
}

const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);
const letIn = (isAllowed: boolean) =>
  onServer(primary.url, `alter database ${nameOf(replica)} allow_connections ${isAllowed}`);
const cutOff = () =>
  onServer(
    primary.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(replica)}'`,
  );
const saysThatItIsAway = () => told.filter(({ message }) => message.includes('replica is away')).length;

test('a replica is read from while it answers, and again once it is back', async () => {
  expect(await reads()).toBe(nameOf(replica));
  await letIn(false);
  await cutOff();
  // Whether it is noticed by a connection that is lost or by one that cannot be made: nobody who asks is told.
  for (let times = 0; times < 20; times++) expect(await reads()).toBe(nameOf(primary));
  expect(saysThatItIsAway()).toBe(1);
  await letIn(true);
  await until(async () => (await reads()) === nameOf(replica), 'the replica is read from again');
});

test('what was asked of a replica that is lost meanwhile is asked of the others', async () => {
  await reads();
  const asked = reads(`select current_database() as name, pg_sleep(case current_database()
    when '${nameOf(replica)}' then 60 else 0 end)`);
  await until(
    async () =>
      (
        await replica.query(`select 1 from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`)
      ).length === 1,
    'the replica is at work',
  );
  await cutOff();
  expect(await asked).toBe(nameOf(primary));
});

test('what a replica breaks off, because it stands in the way of what it replays, is asked of the others', async () => {
  const conflict = `do $$ begin if current_database() = '${nameOf(replica)}' then
    raise exception 'canceling statement due to conflict with recovery' using errcode = '40001'; end if; end $$`;
  await expect(reads(conflict)).resolves.toBe('');
  expect(saysThatItIsAway()).toBe(0);
  expect(await reads()).toBe(nameOf(replica));
});

test('a statement that is wrong is wrong, and asked once', async () => {
  await expect(reads('select nothing')).rejects.toMatchObject({ code: '42703' });
  expect(saysThatItIsAway()).toBe(0);
});

test('a replica that was never there is told of, and nobody waits for it', async () => {
  await database.close();
  const nobody = new URL(primary.url);
  nobody.port = '1';
  database = await connectTo(nobody.href);
  expect(await reads()).toBe(nameOf(primary));
  expect(saysThatItIsAway()).toBe(1);
});
