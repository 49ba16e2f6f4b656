import { entities } from '../entities.ts';
import { jobs } from '../job-registry.ts';
import { connectPostgres, type PostgresDatabase } from '../kernel/database/connect-postgres.ts';
import { migratePostgres } from '../kernel/database/migrate.ts';
import { migrateQueue } from '../kernel/jobs/queue.ts';

/** Brings a Postgres to the present schema, the queue's own tables included. Safe to run by several at once. */
export async function migrateConnected({ orm }: PostgresDatabase, databaseUrl: string): Promise<void> {
  await migratePostgres(orm, databaseUrl, () => migrateQueue(databaseUrl, jobs));
}

/** The same for whoever is not connected yet. */
export async function migrate(databaseUrl: string): Promise<void> {
  const database = await connectPostgres({ url: databaseUrl, poolSize: 2, entities, onError: () => {} });
  try {
    await migrateConnected(database, databaseUrl);
  } finally {
    await database.close();
  }
}
