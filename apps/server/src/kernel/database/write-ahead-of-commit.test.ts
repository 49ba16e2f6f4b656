import { AsyncLocalStorage } from 'node:async_hooks';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { AuditEntryEntity } from '../../people/audit/audit.entity.ts';
import { openWiredDatabase, type WiredDatabase } from '../../testing/open-wired-database.ts';
import { newId } from '../ids.ts';
import { askAtOnce } from './ask-at-once.ts';
import type { EntityManager } from './entity-manager.ts';
import { sqlOf } from './sql-of.ts';
import { transactional } from './transaction.ts';

let database: WiredDatabase;

beforeAll(async () => {
  database = await openWiredDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.testDatabase.query('truncate account, audit_entry cascade'));

const now = new Date();
const ask = (em: EntityManager) => sql`select 1 as one`.execute(sqlOf(em));
const note = (em: EntityManager, action: string) =>
  em.create(
    AuditEntryEntity,
    { id: newId(), at: now, actorId: null, action, subjectType: 'test', subjectId: newId(), details: {} },
    { persist: true },
  );
function open(em: EntityManager, address: string, fullName = 'Somebody') {
  const account = { id: newId(), address, addressKey: address, fullName, createdAt: now, updatedAt: now };
  return em.create(AccountEntity, account, { persist: true });
}
const kept = async () => {
  const rows = await database.testDatabase.query(
    'select action as name from audit_entry union all select full_name from account order by name',
  );
  return rows.map(({ name }) => name);
};
const openTwo = () =>
  transactional(
    database.fork(),
    async (em) => [open(em, 'one@example.org'), open(em, 'two@example.org')] as const,
  );
const waiting = async () => {
  const [row] = await database.testDatabase.query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return row?.n;
};

test('what a unit of work has to write when the work is done goes out with the commit', async () => {
  const account = await transactional(database.fork(), async (em) => open(em, 'one@example.org'));
  const before = database.ways();
  await transactional(database.fork(), async (em) => {
    const known = await em.findOneOrFail(AccountEntity, { id: account.id });
    known.fullName = 'Another';
    note(em, 'first');
    open(em, 'two@example.org', "It's Ms. O'Neill");
  });
  expect(await kept()).toEqual(['Another', "It's Ms. O'Neill", 'first']);
  // The question, and everything else.
  expect(database.ways() - before).toBe(2);
});

test('what cannot be kept then fails the commit with its own error, and nothing is kept', async () => {
  await transactional(database.fork(), async (em) => open(em, 'taken@example.org'));
  for (let times = 0; times < 3; times++) {
    const failing = transactional(database.fork(), async (em) => {
      await ask(em);
      note(em, 'first');
      open(em, 'taken@example.org');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
  }
  expect(await kept()).toEqual(['Somebody']);
});

test('what is flushed in the middle is waited for, and fails there', async () => {
  await transactional(database.fork(), async (em) => open(em, 'taken@example.org'));
  const failing = transactional(database.fork(), async (em) => {
    open(em, 'taken@example.org');
    await expect(em.flush()).rejects.toThrow(UniqueConstraintViolationException);
    throw new Error('as expected');
  });
  await expect(failing).rejects.toThrow('as expected');
});

test('within a savepoint it is waited for, and is undone alone', async () => {
  await transactional(database.fork(), async (em) => open(em, 'taken@example.org'));
  await transactional(database.fork(), async (em) => {
    note(em, 'before');
    await em.flush();
    await transactional(em, async (inside) => note(inside, 'inside'));
    const failing = transactional(em, async (inside) => {
      note(inside, 'lost');
      open(inside, 'taken@example.org');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    note(em, 'behind');
  });
  expect(await kept()).toEqual(['Somebody', 'before', 'behind', 'inside']);
});

test('what is tried again after a deadlock of its last writes is written, and not taken for kept', async () => {
  const [one, two] = await openTwo();
  const other = new pg.Client({ connectionString: database.testDatabase.url });
  await other.connect();
  // Whoever waits first finds the circle first, and is given up.
  await other.query("begin; set local deadlock_timeout = '1min'");
  await other.query('update account set about = null where id = $1', [one.id]);
  const found: string[] = [];
  const renaming = transactional(database.fork(), async (em) => {
    await sql`select id from account where id = ${two.id} for update`.execute(sqlOf(em));
    const known = await em.findOneOrFail(AccountEntity, { id: one.id });
    found.push(known.fullName);
    known.fullName = 'Another';
  });
  await expect.poll(waiting).toBe(1);
  await other.query('update account set about = null where id = $1', [two.id]);
  await other.query('commit');
  await other.end();
  await renaming;
  expect(found).toEqual(['Somebody', 'Somebody']);
  expect(await kept()).toEqual(['Another', 'Somebody']);
});

test('what failed is not left to the next transaction of the same call, nor to the one around a savepoint', async () => {
  const [one] = await openTwo();
  const rename = (em: EntityManager, alsoFails: boolean) =>
    transactional(em, async (inside) => {
      const known = await inside.findOneOrFail(AccountEntity, { id: one.id });
      expect(known.fullName).toBe('Somebody');
      known.fullName = 'Another';
      if (alsoFails) open(inside, 'two@example.org');
    });
  const em = database.fork();
  await expect(rename(em, true)).rejects.toMatchObject({ code: '23505' });
  expect(await em.findOneOrFail(AccountEntity, { id: one.id })).toMatchObject({ fullName: 'Somebody' });
  await rename(em, false);
  expect(await kept()).toEqual(['Another', 'Somebody']);
  await database.testDatabase.query("update account set full_name = 'Somebody'");
  await transactional(database.fork(), async (around) => {
    await expect(rename(around, true)).rejects.toMatchObject({ code: '23505' });
    await rename(around, false);
  });
  expect(await kept()).toEqual(['Another', 'Somebody']);
});

test('what one transaction is committing, another of the same call finds only once it is kept', async () => {
  const [one] = await openTwo();
  const other = new pg.Client({ connectionString: database.testDatabase.url });
  await other.connect();
  await other.query('begin');
  await other.query(
    "update account set address_key = 'three@example.org' where full_name = 'Somebody' and id <> $1",
    [one.id],
  );
  const em = database.fork();
  const rename = (alsoFails: boolean) =>
    transactional(em, async (inside) => {
      const known = await inside.findOneOrFail(AccountEntity, { id: one.id });
      known.fullName = 'Another';
      if (alsoFails) open(inside, 'three@example.org');
    });
  const failing = expect(rename(true)).rejects.toMatchObject({ code: '23505' });
  await expect.poll(waiting).toBe(1);
  const beside = rename(false);
  await other.query('commit');
  await other.end();
  await Promise.all([failing, beside]);
  expect(await kept()).toEqual(['Another', 'Somebody']);
});

test('what a transaction began and goes on behind it is waited for, and told its own failure', async () => {
  const [one] = await openTwo();
  const behind = await transactional(database.fork(), async (em) => {
    note(em, 'first');
    return AsyncLocalStorage.snapshot();
  });
  const rename = (fullName: string) =>
    behind(() => database.fork().nativeUpdate(AccountEntity, { id: one.id }, { fullName }));
  expect(await rename('Another')).toBe(1);
  await expect(rename('x'.repeat(121))).rejects.toMatchObject({ code: '22001' });
  await transactional(database.fork(), ask);
});

test('what is asked at once takes one way, in its order, and fails together', async () => {
  await transactional(database.fork(), async (em) => open(em, 'one@example.org'));
  const before = database.ways();
  await transactional(database.fork(), async (em) => {
    const db = sqlOf(em);
    const [[changed], [seen], none] = await askAtOnce(
      em,
      db.updateTable('account').set({ full_name: 'Another' }).returning('address'),
      db.selectFrom('account').select('full_name'),
      db.selectFrom('account').select('id').where('full_name', '=', 'Somebody'),
    );
    expect([changed?.address, seen?.full_name, none]).toEqual(['one@example.org', 'Another', []]);
  });
  expect(database.ways() - before).toBe(2);

  const failing = transactional(database.fork(), (em) =>
    askAtOnce(
      em,
      sqlOf(em).updateTable('account').set({ full_name: 'Nobody' }).returning('id'),
      sqlOf(em).selectFrom('account').select(sql`1 / 0`.as('nothing')),
      sqlOf(em).selectFrom('account').select('id'),
    ),
  );
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await kept()).toEqual(['Another']);
});
