import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../kernel/call.ts';
import { createClock, DAY_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import type { Database } from '../../kernel/database/database.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { findSessionHolder } from './find-session-holder.ts';
import { refreshSession } from './refresh-session.ts';
import { firstRefreshToken } from './refresh-token.ts';
import { endOfSession } from './session-lifetime.ts';
import { RefreshTokenEntity, SessionEntity } from './sessions.entity.ts';

let database: SqliteDatabase;
const clock = createClock();
const config = readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else' });
const log = createLog({ LOG_LEVEL: 'silent' });
const device = { ipAddress: '127.0.0.1', userAgent: 'test' };

beforeAll(async () => {
  database = await openTestStandby();
});
afterAll(async () => {
  await database.close();
});

function onStandby<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  const actor = { kind: 'anonymous', device } as const;
  return transactional(database.fork(), (em) =>
    work({ em, clock, jobs: outboxJobsIn(em), log, config, actor }),
  );
}

/** The first refresh token of a session. */
function begin(): Promise<string> {
  return onStandby(async (ctx) => {
    const [accountId, now] = [newId(), clock.now()];
    const [sessionId, address] = [newId(), `${accountId}@example.org`];
    const { token, hash } = firstRefreshToken();
    const account = { id: accountId, address, addressKey: address, fullName: 'Ada' };
    const times = {
      createdAt: now,
      authenticatedAt: now,
      lastUsedAt: now,
      expiresAt: endOfSession(ctx, now),
    };
    ctx.em.create(AccountEntity, { ...account, createdAt: now, updatedAt: now }, { persist: true });
    ctx.em.create(
      SessionEntity,
      { id: sessionId, accountId, ...times, factors: ['mail-code'], ...device },
      { persist: true },
    );
    ctx.em.create(RefreshTokenEntity, { hash, sessionId, issuedAt: now }, { persist: true });
    return token;
  });
}

const refresh = (refreshToken: string | null) =>
  onStandby((ctx) => refreshSession(ctx, { refreshToken: refreshToken ?? '' }, { device } as Call));
async function tokens(refreshToken: string | null) {
  const answer = await refresh(refreshToken);
  if (answer instanceof Fault) throw answer;
  return answer;
}
const isHeld = async (accessToken: string) =>
  (await findSessionHolder({ config, database: database as never as Database }, accessToken, clock.now())) !==
  undefined;
const pass = (milliseconds: number) => clock.setAheadMs(clock.aheadMs() + milliseconds);

test('on SQLite a lost renewal is had again a week later, and its first answer is worth nothing', async () => {
  const first = await begin();
  const lost = await tokens(first);
  pass(7 * DAY_MS);
  const next = await tokens(first);
  expect(next.refreshToken).not.toBe(lost.refreshToken);
  expect(await isHeld(next.accessToken)).toBe(true);
  expect(await refresh(lost.refreshToken)).toBeInstanceOf(Fault);
  expect(await isHeld(next.accessToken)).toBe(false);
});

test('on SQLite one that was seen is not had again, and its session ends', async () => {
  const first = await begin();
  const next = await tokens(first);
  expect(await isHeld(next.accessToken)).toBe(true);
  pass(DAY_MS);
  expect(await refresh(first)).toBeInstanceOf(Fault);
  expect(await refresh(next.refreshToken)).toBeInstanceOf(Fault);
});
