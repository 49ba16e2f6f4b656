import { entities } from '../entities.ts';
import { jobs } from '../job-registry.ts';
import { connectPostgres } from '../kernel/database/connect-postgres.ts';
import { migratePostgres } from '../kernel/database/migrate.ts';
import { migrateQueue } from '../kernel/jobs/queue.ts';

/** Brings a Postgres to the present schema, the queue's own tables included. Safe to run by several at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const database = await connectPostgres({ url: databaseUrl, poolSize: 2, entities, onError: () => {} });
  try {
    await migratePostgres(database.orm, databaseUrl, () => migrateQueue(databaseUrl, jobs));
  } finally {
    await database.close();
  }
}
