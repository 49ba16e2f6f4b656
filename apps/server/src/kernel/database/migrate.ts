import { join } from 'node:path';
import type { MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import type { MikroORM as SqliteORM } from '@mikro-orm/sqlite';
import pg from 'pg';
import { SERVER_FOLDER } from '../server-folder.ts';

/** Any number that nobody else locks: two starting processes migrate one after the other. */
const MIGRATION_LOCK = 7_064_315;

/** Where the migrations of each kind of database stand. */
export function migrationOptions(kind: 'postgres' | 'sqlite') {
  return {
    path: join(SERVER_FOLDER, 'src', 'migrations', kind),
    tableName: 'schema_migration',
    snapshot: false,
    emit: 'ts' as const,
    transactional: true,
    allOrNothing: true,
    silent: true,
  };
}

/** Brings Postgres to the present schema; a second process waits and then finds nothing to do. */
export async function migratePostgres(
  orm: PostgresORM,
  url: string,
  also: () => Promise<void>,
): Promise<void> {
  const lock = new pg.Client({ connectionString: url, application_name: 'foyer-migration' });
  await lock.connect();
  try {
    // Of a transaction, not of a session: through a pooler a session's lock would be left to somebody else.
    await lock.query('begin');
    await lock.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await orm.migrator.up();
    await also();
  } finally {
    await lock.end();
  }
}

export async function migrateSqlite(orm: SqliteORM): Promise<void> {
  await orm.migrator.up();
}
