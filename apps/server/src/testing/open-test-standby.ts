import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../entities.ts';
import { connectSqlite, type SqliteDatabase } from '../kernel/database/connect-sqlite.ts';
import { migrateSqlite } from '../kernel/database/migrate.ts';

/** A standby of its own with all tables, in a folder that goes when it is closed. */
export async function openTestStandby(): Promise<SqliteDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
  const database = await connectSqlite({ path: join(folder, 'standby.sqlite'), entities });
  await migrateSqlite(database.orm);
  return {
    ...database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
