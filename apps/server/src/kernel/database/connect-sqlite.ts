import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import type { Entities } from './connect-postgres.ts';
import type { Database } from './database.ts';
import { migrationOptions } from './migrate.ts';

export type SqliteDatabase = Database & { readonly orm: MikroORM };

/** Opens a SQLite file with the same tables as Postgres: what the standby is kept in. */
export async function connectSqlite(options: { path: string; entities: Entities }): Promise<SqliteDatabase> {
  const orm = await MikroORM.init({
    entities: options.entities,
    dbName: options.path,
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: migrationOptions('sqlite'),
    // The tables of a full-text index have columns without types, which comparing schemas stumbles over.
    schemaGenerator: { skipTables: [/^event_search/] },
  });
  await orm.em.execute('pragma journal_mode = wal');
  await orm.em.execute('pragma synchronous = full');
  await orm.em.execute('pragma foreign_keys = on');
  return {
    kind: 'sqlite',
    orm,
    fork: () => orm.em.fork() as never,
    isReachable: async () => (await orm.em.fork().execute('select 1 as one')).length === 1,
    close: () => orm.close(true),
  };
}
