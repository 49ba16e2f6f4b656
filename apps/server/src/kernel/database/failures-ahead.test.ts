import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery, sql } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { connectPostgres, type PostgresDatabase } from './connect-postgres.ts';
import type { EntityManager } from './entity-manager.ts';
import { sendAhead } from './send-ahead.ts';
import { sqlOf } from './sql-of.ts';
import { transactional } from './transaction.ts';

let own: TestDatabase;
let database: PostgresDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
  await own.query('create table kept (name text primary key, times int not null default 0)');
  await own.query('create table child (name text references kept deferrable initially deferred)');
});
afterAll(() => own.drop());
beforeEach(async () => {
  await own.query(`truncate kept, child; insert into kept values ('first')`);
  database = await connectPostgres({ url: own.url, poolSize: 1, entities, onError: () => {} });
});
afterEach(async () => {
  // The one connection is as it was: whatever came before, the next transaction is its own.
  await transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'afterwards'));
    await ask(em);
  });
  expect(await names()).toContain('afterwards');
  await database.close();
});

const insert = (em: EntityManager, name: unknown) =>
  sql`insert into kept (name) values (${name})`.compile(sqlOf(em));
const ask = (em: EntityManager, statement = 'select 1 as one') =>
  sql.raw<{ pid: number }>(statement).execute(sqlOf(em));
const names = async () =>
  (await own.query('select name from kept order by name')).map(({ name }) => name as string);
/** The same in a savepoint. */
const within = (em: EntityManager, work: (em: EntityManager) => Promise<unknown>) =>
  em.transactional((inside) => work(inside as EntityManager));
const cut = () =>
  own.query(`select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and application_name = 'foyer'`);

test.each([
  ['at Bind', '22P02', sql`insert into kept (name, times) values (${'x'}, cast(${'no number'} as int))`],
  ['at Parse', '42P01', sql`insert into nowhere (name) values (${'x'})`],
  ['by a timeout', '57014', sql`select pg_sleep(${20})`],
])('what fails ahead %s fails the commit, each time', async (_, code, statement) => {
  for (let times = 0; times < 2; times++) {
    const failing = transactional(database.fork(), async (em) => {
      await ask(em, 'set local statement_timeout = 100');
      await sendAhead(em, insert(em, 'second'));
      await sendAhead(em, statement.compile(sqlOf(em)));
      await sendAhead(em, statement.compile(sqlOf(em)));
    });
    await expect(failing).rejects.toMatchObject({ code });
  }
  expect(await names()).toEqual(['first']);
});

test('a statement that was prepared for the first time where all failed already works the next time', async () => {
  const second = (em: EntityManager) => sql`insert into kept values (${'second'})`.compile(sqlOf(em));
  const failing = transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'first'));
    await sendAhead(em, second(em));
    await sendAhead(em, second(em));
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  await transactional(database.fork(), (em) => sendAhead(em, second(em)));
  expect(await names()).toEqual(['first', 'second']);
});

test('a parameter of which nothing can be made fails by itself, and leaves its statement as it was', async () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  await transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'second'));
    await expect(sendAhead(em, insert(em, circle))).rejects.toThrow(/circular/);
    await expect(sqlOf(em).executeQuery(insert(em, circle))).rejects.toThrow(/circular/);
    await sendAhead(em, insert(em, 'third'));
  });
  expect(await names()).toEqual(['first', 'second', 'third']);
});

test('going back to a savepoint does not forgive what failed before it', async () => {
  const failing = transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'first'));
    await within(em, async (inside) => {
      await sendAhead(inside, insert(inside, 'second'));
      await ask(inside);
    }).catch(() => {});
    await sendAhead(em, insert(em, 'third'));
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await names()).toEqual(['first']);
});

test.each<[string, (em: EntityManager) => Promise<unknown>]>([
  ['after a statement', (em) => ask(em)],
  ['at once', () => Promise.reject(new Error('at once'))],
])('nor does going back %s to an earlier one of the same name', async (_, work) => {
  const failing = transactional(database.fork(), async (em) => {
    const undone = within(em, () => Promise.reject(new Error('undone')));
    await expect(undone).rejects.toThrow('undone');
    // A savepoint that was gone back to is still there, and the next one would have its name.
    await sendAhead(em, insert(em, 'second'));
    await sendAhead(em, insert(em, 'first'));
    await within(em, work).catch(() => {});
    await sendAhead(em, insert(em, 'third')).catch(() => {});
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await names()).toEqual(['first']);
});

test('of savepoints in one another only the innermost that failed is undone', async () => {
  await transactional(database.fork(), async (em) => {
    await within(em, async (outer) => {
      await sendAhead(outer, insert(outer, 'second'));
      const inner = within(outer, async (inside) => {
        await sendAhead(inside, insert(inside, 'third'));
        await sendAhead(inside, insert(inside, 'second'));
      });
      await expect(inner).rejects.toMatchObject({ code: '23505' });
      await sendAhead(outer, insert(outer, 'fourth'));
    });
  });
  expect(await names()).toEqual(['first', 'fourth', 'second']);
});

test('where no transaction could be begun, nothing is told to be done', async () => {
  const pool = (await (
    database.orm.em.getConnection() as unknown as { getNativeClient(): Promise<Pool> }
  ).getNativeClient()) as Pool;
  const client = await pool.connect();
  client.release();
  const { connection } = client as unknown as { connection: { query(text: string): void } };
  const query = connection.query.bind(connection);
  // As a cancellation would have it that arrives just then.
  connection.query = (text) => query(text === 'begin' ? 'select 1 / 0' : text);
  const works: ((em: EntityManager) => Promise<unknown>)[] = [
    (em: EntityManager) => ask(em),
    (em: EntityManager) => sendAhead(em, insert(em, 'first')),
    async () => {},
    async (em: EntityManager) => {
      await ask(em).catch(() => {});
      await sendAhead(em, insert(em, 'second')).catch(() => {});
    },
  ];
  for (const work of works)
    await expect(transactional(database.fork(), work)).rejects.toMatchObject({ code: '22012' });
  connection.query = query;
  expect(await names()).toEqual(['first']);
});

test('what is found at the commit alone fails it', async () => {
  const failing = transactional(database.fork(), (em) =>
    sendAhead(em, sql`insert into child values (${'nobody'})`.compile(sqlOf(em))),
  );
  await expect(failing).rejects.toMatchObject({ code: '23503' });
});

test.each<[string, (em: EntityManager) => Promise<unknown>]>([
  [
    'behind the beginning',
    async (em) => {
      // By now it has gone out.
      await wait(20);
      await cut();
      await sendAhead(em, insert(em, 'second'));
    },
  ],
  [
    'behind a statement ahead',
    async (em) => {
      await sendAhead(em, insert(em, 'second'));
      await cut();
    },
  ],
  [
    'between two ahead',
    async (em) => {
      await sendAhead(em, insert(em, 'second'));
      await sendAhead(em, CompiledQuery.raw('select pg_terminate_backend(pg_backend_pid())'));
      await sendAhead(em, insert(em, 'third'));
    },
  ],
  [
    'during a statement',
    async (em) => {
      await sendAhead(em, insert(em, 'second'));
      await ask(em, 'select pg_terminate_backend(pg_backend_pid())');
    },
  ],
])('a connection that is cut %s fails its transaction, and no other', async (_, work) => {
  for (let times = 0; times < 2; times++)
    await expect(transactional(database.fork(), work)).rejects.toThrow(/terminat|connection/i);
  expect(await names()).toEqual(['first']);
});

test('of many that share one connection each hears of its own failure, and what is done is kept', async () => {
  const keys = Array.from({ length: 120 }, (_, number) => `kept ${number}`);
  const outcomes = await Promise.all(
    keys.map((key, number) =>
      transactional(database.fork(), async (em) => {
        await sendAhead(em, insert(em, key));
        if (number % 3 === 1) await sendAhead(em, insert(em, 'first'));
        if (number % 5 === 2) await ask(em);
        if (number % 7 === 3) throw new Error(key);
        const inner =
          number % 4 === 0 ? within(em, (inside) => sendAhead(inside, insert(inside, 'first'))) : 1;
        await Promise.resolve(inner).catch(() => {});
        return 'done';
      }).catch((error) => error.code ?? error.message),
    ),
  );
  const wanted = keys.map((key, number) => {
    // The first question tells of it, if one comes before the throw.
    if (number % 3 === 1 && (number % 7 !== 3 || number % 5 === 2)) return '23505';
    return number % 7 === 3 ? key : 'done';
  });
  expect(outcomes).toEqual(wanted);
  const done = keys.filter((_, number) => wanted[number] === 'done');
  expect(await names()).toEqual(['first', ...done].sort());
});

test('through a pooler, too, a failure that somebody swallowed is never committed in silence', async () => {
  const pooled = await connectPostgres({
    url: own.url,
    poolSize: 1,
    isPooled: true,
    entities,
    onError: () => {},
  });
  const acknowledged = transactional(pooled.fork(), async (em) => {
    await sendAhead(em, insert(em, 'second'));
    await ask(em, 'select 1 / 0').catch(() => {});
  });
  await expect(acknowledged).rejects.toThrow(/Nothing was committed/);
  const failing = transactional(pooled.fork(), async (em) => {
    await expect(sendAhead(em, insert(em, 'first'))).rejects.toMatchObject({ code: '23505' });
  });
  await expect(failing).rejects.toThrow(/Nothing was committed/);
  await pooled.close();
  expect(await names()).toEqual(['first']);
});
