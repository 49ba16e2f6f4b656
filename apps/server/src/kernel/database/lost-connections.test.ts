import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { until } from '../../testing/until.ts';
import { connectPostgres, type PostgresDatabase } from './connect-postgres.ts';
import { giveBackLost } from './give-back-lost.ts';
import { createPipelinedPool } from './pipelined-pool.ts';
import { sqlOf } from './sql-of.ts';
import { transactional } from './transaction.ts';

/** A pool as small as this is empty after as many losses. */
const POOL_SIZE = 2;

let own: TestDatabase;
let database: PostgresDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());
beforeEach(async () => {
  database = await connectPostgres({
    url: own.url,
    poolSize: POOL_SIZE,
    entities,
    onError: () => {},
  });
});
afterEach(() => database.close());

/** A transaction whose connection is cut after its first statement: by a restart of a proxy, or of the database. */
async function loseOne(whileItRuns: string): Promise<void> {
  await transactional(database.fork(), async (em) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(sqlOf(em));
    const cut = own.query(`select pg_terminate_backend(${rows[0]?.pid})`);
    await sql.raw(whileItRuns).execute(sqlOf(em));
    await cut;
    // By now the connection is gone, and the commit finds that.
    await wait(50);
  });
}

test.each([
  ['a statement', 'select pg_sleep(20)'],
  ['nothing', 'select 1'],
])(
  'J2 more transactions are cut off during %s than the pool has connections: it goes on, and closes',
  async (_, statement) => {
    for (let times = 0; times < POOL_SIZE + 1; times++)
      await expect(loseOne(statement)).rejects.toThrow(/terminat|connection/i);
    const found = await transactional(database.fork(), async (em) =>
      sql<{ one: number }>`select 1 as one`.execute(sqlOf(em)),
    );
    expect(found.rows).toEqual([{ one: 1 }]);
  },
);

test('a statement that is asked of the pool itself has a connection as well, and gives it back', async () => {
  const pool = new pg.Pool({ connectionString: own.url, max: 1 });
  giveBackLost(pool);
  for (const one of [1, 2]) {
    const { rows } = await pool.query(`select ${one} as one`);
    expect(rows).toEqual([{ one }]);
  }
  await expect(pool.query('select nothing')).rejects.toThrow('does not exist');
  await pool.end();
  await expect(pool.query('select 1')).rejects.toThrow(/after calling end/);
});

test('a connection for reads that takes the place of a lost one is closed with the pool', async () => {
  let reopened: Promise<unknown> | undefined;
  const pool = createPipelinedPool({
    url: own.url,
    size: 1,
    isPooled: false,
    // At once, and so before all is heard of the lost one.
    onError() {
      reopened ??= pool.connect().then((client) => client.query('select 1', []));
    },
  });
  await pool.connect();
  const readers =
    "from pg_stat_activity where application_name = 'foyer-read' and datname = current_database()";
  await own.query(`select pg_terminate_backend(pid) ${readers}`);
  await until(() => reopened !== undefined, 'the loss was heard');
  await reopened;
  await wait(50);
  await pool.end();
  await until(async () => (await own.query(`select 1 ${readers}`)).length === 0, 'nothing reads any more');
});
