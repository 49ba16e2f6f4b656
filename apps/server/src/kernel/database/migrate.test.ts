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

const SESSIONS =
  'select substr(cast(id as text), 36) as id, substr(cast(first_session_id as text), 36) as first_id from session order by id';
/** Of two sessions of one browser the first stands for its device; a tool's is one by itself. */
const TOGETHER = [
  { id: '1', first_id: '1' },
  { id: '2', first_id: '1' },
  { id: '3', first_id: null },
];

/** As it was before sessions knew which was the first on their device. */
async function bringBackLoneSessions(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run('alter table session drop column first_session_id');
  await run('alter table session drop column codes_made_at');
  await run('alter table sign_in_ticket drop column second_factor');
  await run('alter table sign_in_ticket drop column passkey_id');
  await run(`delete from schema_migration where name like '20261128070000%'`);
  const day = (number: number) => `'2026-01-0${number}'`;
  const id = (number: number) => `'019f0000-0000-7000-8000-00000000000${number}'`;
  await run(`insert into account (id, address, address_key, full_name, role, created_at, updated_at)
    values (${id(0)}, 'a@example.org', 'a@example.org', 'Ada', 'member', ${day(1)}, ${day(1)})`);
  for (const [number, hash] of [
    [1, `'browser'`],
    [2, `'browser'`],
    [3, 'null'],
  ] as const)
    await run(`insert into session (id, account_id, created_at, authenticated_at, last_used_at, expires_at, factors,
        device_hash, ip_address, user_agent)
      values (${id(number)}, ${id(0)}, ${day(number)}, ${day(number)}, ${day(number)}, ${day(9)}, '[]', ${hash}, '', '')`);
}

test('sessions of one browser know each other, on Postgres', async () => {
  const database = await createTestDatabase();
  cleanUps.push(database.drop);
  await bringBackLoneSessions((sql) => onServer(database.url, sql));
  await migrate(database.url);
  expect((await onServer(database.url, SESSIONS)).rows).toEqual(TOGETHER);
});

test('sessions of one browser know each other, on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const connected = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  cleanUps.push(connected.close);
  await migrateSqlite(connected.orm);
  await bringBackLoneSessions((sql) => connected.orm.em.execute(sql));
  await migrateSqlite(connected.orm);
  expect(await connected.orm.em.execute(SESSIONS)).toEqual(TOGETHER);
});

const SHOWN = 'select shown_at is not null as is_later from session order by id';

/** As it was before sessions knew when they were confirmed: never, or not since a renewal that was lost, or once. */
async function bringBackUnshownProof(run: (sql: string) => Promise<unknown>): Promise<void> {
  await bringBackLoneSessions(run);
  await run('alter table session drop column shown_at');
  await run('alter table refresh_token drop column used_sent_at');
  await run(`delete from schema_migration where name like '20261128210000%'`);
  await run(
    `update session set tokens_since = '2026-01-04' where id <> '019f0000-0000-7000-8000-000000000001'`,
  );
  await run(`insert into audit_entry (id, at, action, subject_type, subject_id, details)
    values ('019f0000-0000-7000-8000-000000000009', '2026-01-03', 'session.reauthenticated', 'session',
      '019f0000-0000-7000-8000-000000000003', '{}')`);
}

test('a session knows by the audit alone that it was confirmed, on Postgres', async () => {
  const database = await createTestDatabase();
  cleanUps.push(database.drop);
  await bringBackUnshownProof((sql) => onServer(database.url, sql));
  await migrate(database.url);
  const { rows } = await onServer(database.url, SHOWN);
  expect(rows.map((row) => Boolean(row.is_later))).toEqual([false, false, true]);
});

test('a session knows by the audit alone that it was confirmed, on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const connected = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  cleanUps.push(connected.close);
  await migrateSqlite(connected.orm);
  await bringBackUnshownProof((sql) => connected.orm.em.execute(sql));
  await migrateSqlite(connected.orm);
  const rows = await connected.orm.em.execute<{ is_later: unknown }[]>(SHOWN);
  expect(rows.map((row) => Boolean(row.is_later))).toEqual([false, false, true]);
});

const CAUSES = 'select cause, reason from participation_transition order by id';
/** What the service and what staff wrote into a history, in the same words or others, and what becomes of it. */
const WRITTEN = [
  ['requested', 'going', 'staff agreed', 'approved'],
  ['waitlisted', 'offered', 'a seat became free', 'seat-became-free'],
  ['offered', 'going', 'the offer was accepted', 'offer-accepted'],
  ['offered', 'declined', 'the offer ran out', 'offer-ran-out'],
  ['going', 'rejected', 'the person was blacklisted', 'blacklisted'],
  [null, 'invited', 'invited by address', 'invited-by-address'],
  [null, 'going', 'staff agreed', null],
  ['going', 'rejected', 'The room is small.', null],
  [null, 'going', null, null],
] as const;

/** As it was before what the service says in a history had a code. */
async function bringBackProse(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run('alter table participation_transition drop column cause');
  await run(`delete from schema_migration where name like '20261128310000%'`);
  const text = (value: string | null) => (value === null ? 'null' : `'${value}'`);
  for (const [index, [from, to, reason]] of WRITTEN.entries())
    await run(`insert into participation_transition (id, participation_id, from_state, to_state, reason, at)
      values ('019f0000-0000-7000-8000-00000000000${index}', '019f0000-0000-7000-8000-000000000000', ${text(from)},
        '${to}', ${text(reason)}, '2026-01-01')`);
}
const toldApart = WRITTEN.map(([, , reason, cause]) => ({ cause, reason: cause === null ? reason : null }));

test('what the service wrote into histories has its code, and what staff wrote stays, on Postgres', async () => {
  const database = await createTestDatabase();
  cleanUps.push(database.drop);
  await bringBackProse((sql) => onServer(database.url, sql));
  await migrate(database.url);
  expect((await onServer(database.url, CAUSES)).rows).toEqual(toldApart);
});

test('what the service wrote into histories has its code, and what staff wrote stays, on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const connected = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  cleanUps.push(connected.close);
  await migrateSqlite(connected.orm);
  await bringBackProse((sql) => connected.orm.em.execute(sql));
  await migrateSqlite(connected.orm);
  expect(await connected.orm.em.execute(CAUSES)).toEqual(toldApart);
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
