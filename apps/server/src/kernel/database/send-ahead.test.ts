import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { openWiredDatabase, type WiredDatabase } from '../../testing/open-wired-database.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import { connectPostgres } from './connect-postgres.ts';
import type { EntityManager } from './entity-manager.ts';
import { sendAhead } from './send-ahead.ts';
import { sqlOf } from './sql-of.ts';
import { transactional } from './transaction.ts';

let database: WiredDatabase;
let own: TestDatabase;

beforeAll(async () => {
  database = await openWiredDatabase();
  own = database.testDatabase;
  await own.query('create table kept (name text primary key, times int not null default 0)');
});
afterAll(() => database.close());
beforeEach(() => own.query(`truncate kept; insert into kept values ('first')`));

const insert = (em: EntityManager, name: string) =>
  sql`insert into kept (name) values (${name})`.compile(sqlOf(em));
const ask = (em: EntityManager, statement = 'select 1 as one') => sql.raw(statement).execute(sqlOf(em));
const names = async () =>
  (await own.query('select name from kept order by name')).map(({ name }) => name as string);

test('what is sent ahead is kept with the transaction, and costs no way to the database and back of its own', async () => {
  await transactional(database.fork(), (em) => ask(em));
  const before = database.ways();
  await transactional(database.fork(), async (em) => {
    await ask(em, 'select 1 as one');
    await sendAhead(em, insert(em, 'second'));
    await sendAhead(em, insert(em, 'third'));
    await ask(em, 'select 2 as two');
  });
  expect(await names()).toEqual(['first', 'second', 'third']);
  // The beginning with the first question, the two rows with the second one, and the commit.
  expect(database.ways() - before).toBe(3);
});

test('what fails ahead fails the next statement with its own error, and nothing is kept', async () => {
  const failing = transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'second'));
    await sendAhead(em, insert(em, 'first'));
    await ask(em);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await names()).toEqual(['first']);
});

test('what fails ahead of nothing fails the commit, and leaves the connection as it was', async () => {
  for (let times = 0; times < 3; times++) {
    const failing = transactional(database.fork(), async (em) => {
      await sendAhead(em, insert(em, 'second'));
      await sendAhead(em, insert(em, 'first'));
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
  }
  expect(await names()).toEqual(['first']);
  await transactional(database.fork(), (em) => sendAhead(em, insert(em, 'second')));
  expect(await names()).toEqual(['first', 'second']);
});

test('what fails ahead within a savepoint is undone with it, and the rest is kept', async () => {
  await transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'second'));
    const inner = em.transactional(async (inside) => {
      await sendAhead(inside as EntityManager, insert(inside as EntityManager, 'third'));
      await sendAhead(inside as EntityManager, insert(inside as EntityManager, 'first'));
    });
    await expect(inner).rejects.toMatchObject({ code: '23505' });
    await sendAhead(em, insert(em, 'fourth'));
  });
  expect(await names()).toEqual(['first', 'fourth', 'second']);
});

test('a failure that somebody swallowed is never committed in silence', async () => {
  const acknowledged = transactional(database.fork(), async (em) => {
    await sendAhead(em, insert(em, 'second'));
    await ask(em, 'select 1 / 0').catch(() => {});
  });
  await expect(acknowledged).rejects.toThrow(/Nothing was committed/);
  expect(await names()).toEqual(['first']);
});

test('of two that wait for one another by what they sent ahead, one tries again until both are done', async () => {
  await own.query(`insert into kept values ('second')`);
  const many = await connectPostgres({ url: own.url, poolSize: 2, entities, onError: () => {} });
  const count = (em: EntityManager, name: string) =>
    sendAhead(em, sql`update kept set times = times + 1 where name = ${name}`.compile(sqlOf(em)));
  let arrived = 0;
  const both = Promise.withResolvers<void>();
  let tries = 0;
  const cross = (one: string, other: string) =>
    transactional(many.fork(), async (em) => {
      tries++;
      await count(em, one);
      await ask(em);
      if (++arrived === 2) both.resolve();
      await both.promise;
      await count(em, other);
    });
  await Promise.all([cross('first', 'second'), cross('second', 'first')]);
  await many.close();
  // The one given up may be so quick that it stands in the other's way again.
  expect(tries).toBeGreaterThan(2);
  expect(await own.query('select times from kept')).toEqual([{ times: 2 }, { times: 2 }]);
});

test('outside of a transaction nothing is sent ahead: what fails is told at once', async () => {
  const em = database.fork();
  await expect(sendAhead(em, insert(em, 'first'))).rejects.toMatchObject({ code: '23505' });
});
