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

test('several processes that migrate at once, and a second run, leave one schema', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const [tables, applied] = [await tablesOf(url), await appliedTo(url)];
  expect(tables.length).toBeGreaterThan(50);
  await migrate(url);
  expect(await tablesOf(url)).toEqual(tables);
  expect(await appliedTo(url)).toEqual(applied);
});
