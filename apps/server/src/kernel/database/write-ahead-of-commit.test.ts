import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { sql } from 'kysely';
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

test('within a savepoint it goes out with the end of that, and is undone alone', async () => {
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
