import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { entities } from '../../entities.ts';
import { migrate } from '../../roles/migrate.ts';
import { databaseOn } from '../../testing/global-setup.ts';
import { onServer } from '../../testing/on-server.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { connectPostgres } from './connect-postgres.ts';
import { connectSqlite } from './connect-sqlite.ts';
import { migrateSqlite } from './migrate.ts';

/** Kept by hand or by somebody else, so no entity speaks of them. */
const NO_ENTITY = /\b(rate_limit|schema_migration|pgboss)\b|event_search|account_(name|address)_search/;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** What the entities want and the tables do not have, or the other way round. */
function differences(sql: string): string[] {
  return sql
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !NO_ENTITY.test(statement));
}

async function emptyDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  cleanUps.push(() => onServer(server, `drop database ${name} with (force)`));
  return databaseOn(server, name);
}

const tablesOf = async (url: string) =>
  (
    await onServer(
      url,
      `select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as it
       from information_schema.columns where table_schema in ('public', 'pgboss') order by 1`,
    )
  ).rows.map((row) => row.it);
const appliedTo = async (url: string) =>
  (await onServer(url, 'select name, executed_at from schema_migration order by name')).rows;

test('migrations make exactly what the entities say, on Postgres', async () => {
  const database = await createTestDatabase();
  cleanUps.push(database.drop);
  const connected = await connectPostgres({ url: database.url, poolSize: 2, entities, onError: () => {} });
  cleanUps.push(connected.close);
  expect(differences(await connected.orm.schema.getUpdateSchemaSQL({ wrap: false }))).toEqual([]);
});

test('migrations make exactly what the entities say, on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const connected = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  cleanUps.push(connected.close);
  await migrateSqlite(connected.orm);
  expect(differences(await connected.orm.schema.getUpdateSchemaSQL({ wrap: false }))).toEqual([]);
  const before = await connected.orm.em.execute('select * from schema_migration');
  await migrateSqlite(connected.orm);
  expect(await connected.orm.em.execute('select * from schema_migration')).toEqual(before);
});

const OLD_REMINDERS = [
  [60, [{ kind: 'before', minutes: 60 }]],
  [null, []],
] as const;

/** As it was before reminders had rules: what an installation with data brings along. */
async function bringBackOldReminders(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run('alter table event add reminder_minutes_before int null');
  await run('alter table event drop column reminders');
  await run(`delete from schema_migration where name like '20261128020000%'`);
  for (const [index, [minutes]] of OLD_REMINDERS.entries())
    await run(`insert into event (id, name, short_description, description, starts_at_local, ends_at_local, time_zone,
        starts_at, ends_at, reminder_minutes_before, created_at, updated_at)
      values ('019f0000-0000-7000-8000-00000000000${index}', 'An evening', '', '', '2027-01-01T19:00', '2027-01-01T20:00',
        'UTC', '2027-01-01', '2027-01-02', ${minutes}, '2026-01-01', '2026-01-01')`);
}

test('E7 an event that reminded by minutes reminds by the same rule, on Postgres', async () => {
  const database = await createTestDatabase();
  cleanUps.push(database.drop);
  await bringBackOldReminders((sql) => onServer(database.url, sql));
  await migrate(database.url);
  const { rows } = await onServer(database.url, 'select reminders from event order by id');
  expect(rows.map((row) => row.reminders)).toEqual(OLD_REMINDERS.map(([, rules]) => rules));
});

test('E7 an event that reminded by minutes reminds by the same rule, on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const connected = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  cleanUps.push(connected.close);
  await migrateSqlite(connected.orm);
  await bringBackOldReminders((sql) => connected.orm.em.execute(sql));
  await migrateSqlite(connected.orm);
  const rows = await connected.orm.em.execute<{ reminders: string }[]>(
    'select reminders from event order by id',
  );
  expect(rows.map((row) => JSON.parse(row.reminders))).toEqual(OLD_REMINDERS.map(([, rules]) => rules));
});

test('several processes that migrate at once, and a second run, leave one schema', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const [tables, applied] = [await tablesOf(url), await appliedTo(url)];
  expect(tables.length).toBeGreaterThan(50);
  await migrate(url);
  expect(await tablesOf(url)).toEqual(tables);
  expect(await appliedTo(url)).toEqual(applied);
});
