import { expect, test } from 'vitest';
import { openTestInstallation } from '../../testing/open-test-installation.ts';
import '../../identity/sessions/sessions.entity.ts';
import { newId } from '../ids.ts';
import { isAmong, sqlOf } from './sql-of.ts';

test('a list of ids is the same statement, however many they are', async () => {
  const installation = await openTestInstallation({});
  const em = installation.database.fork();
  const ask = (count: number) =>
    sqlOf(em)
      .selectFrom('session')
      .select('id')
      .where(isAmong(em, 'session.id', Array.from({ length: count }, newId)));
  expect(ask(3).compile().sql).toBe(ask(1).compile().sql);
  for (const count of [0, 1, 3]) expect(await ask(count).execute()).toEqual([]);
  await installation.close();
});
