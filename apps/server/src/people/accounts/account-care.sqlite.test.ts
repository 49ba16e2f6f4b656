import { afterAll, beforeAll, expect, test } from 'vitest';
import { SessionEntity } from '../../identity/sessions/sessions.entity.ts';
import { after, createClock, DAY_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { AccountEntity } from './accounts.entity.ts';
import { disableAccount, enableAccount } from './disable-account.ts';
import { endEverybodysSessions } from './end-account-sessions.ts';
import { getAccount } from './get-account.ts';
import { listAccounts } from './list-accounts.ts';
import { setRole } from './set-role.ts';

let database: SqliteDatabase;
const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });
const ids = Array.from({ length: 5 }, newId);

beforeAll(async () => {
  database = await openTestStandby();
  const now = clock.now();
  await transactional(database.fork(), async (em) => {
    for (const [index, id] of ids.entries()) {
      const address = `person-${index}@example.org`;
      em.create(
        AccountEntity,
        { id, address, addressKey: address, fullName: `Ada ${index}_`, createdAt: now, updatedAt: now },
        { persist: true },
      );
      em.create(
        SessionEntity,
        {
          id: newId(),
          accountId: id,
          createdAt: now,
          authenticatedAt: now,
          lastUsedAt: now,
          expiresAt: after(now, DAY_MS),
          factors: ['mail-code'],
          ipAddress: '127.0.0.1',
          userAgent: 'test',
        },
        { persist: true },
      );
    }
  });
});
afterAll(async () => {
  await database.close();
});

/** As whoever has the machine. */
function onStandby<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  const actor = { kind: 'system', name: 'test' } as const;
  return transactional(database.fork(), (em) =>
    work({ em, clock, jobs: outboxJobsIn(em), log, config, actor }),
  );
}

test('on SQLite accounts are found and read page by page', async () => {
  const first = await onStandby((ctx) => listAccounts(ctx, { limit: 3, kind: 'person' }));
  const cursor = first.nextCursor ?? '';
  const second = await onStandby((ctx) => listAccounts(ctx, { limit: 3, kind: 'person', cursor }));
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toSorted().toReversed());
  const found = await onStandby((ctx) => listAccounts(ctx, { limit: 3, query: 'ADA 2_' }));
  expect(found.items).toMatchObject([{ id: ids[2], isSystem: false, disabledAt: null }]);
  expect((await onStandby((ctx) => listAccounts(ctx, { limit: 3, query: 'ada_2' }))).items).toEqual([]);
});

test('A16 on SQLite a disabled account has no sessions, and everybody else none after all were ended', async () => {
  const accountId = ids[0] as string;
  await onStandby((ctx) => disableAccount(ctx, { accountId, reason: 'It sends spam.' }));
  const closed = await onStandby((ctx) => getAccount(ctx, { accountId }));
  expect(closed).toMatchObject({ sessions: 0, disabledReason: 'It sends spam.', isInReach: true });
  expect(closed.lastSeenAt).toBeInstanceOf(Date);
  await onStandby((ctx) => enableAccount(ctx, { accountId }));
  expect(await onStandby((ctx) => endEverybodysSessions(ctx))).toEqual({ ended: 4 });
  const open = await onStandby((ctx) => getAccount(ctx, { accountId: ids[1] as string }));
  expect(open).toMatchObject({ sessions: 0, disabledAt: null });
});

test('A15 on SQLite roles are given, and the last superuser stays', async () => {
  const [one, other] = ids.slice(2) as [string, string];
  const give = (accountId: string, role: 'member' | 'superuser') =>
    onStandby((ctx) => setRole(ctx, { accountId, role, reason: 'She founded it.' }));
  for (const id of [one, other])
    expect(await give(id, 'superuser')).toMatchObject({ id, role: 'superuser', disabledAt: null });
  expect(await give(one, 'member')).toMatchObject({ role: 'member' });
  await expect(give(other, 'member')).rejects.toMatchObject({ kind: { code: 'LAST_SUPERUSER' } });
  await expect(
    onStandby((ctx) => disableAccount(ctx, { accountId: other, reason: 'x' })),
  ).rejects.toMatchObject({ kind: { code: 'LAST_SUPERUSER' } });
  const kept = await onStandby((ctx) => getAccount(ctx, { accountId: other }));
  expect(kept).toMatchObject({ role: 'superuser', disabledAt: null, rolesInReach: ['member', 'staff'] });
});
