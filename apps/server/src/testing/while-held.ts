import pg from 'pg';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

/** Holds what a statement locks, as a transaction does that is about to commit, until so many wait for it. */
export async function whileHeld<Result>(
  server: TestServer,
  change: { statement: string; waiting: number },
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: server.database.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(change.statement);
    const working = work();
    await until(async () => {
      const [row] = await server.database.query(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row?.count === change.waiting;
    }, `${change.waiting} wait for the transaction`);
    await client.query('commit');
    return await working;
  } finally {
    await client.end();
  }
}
