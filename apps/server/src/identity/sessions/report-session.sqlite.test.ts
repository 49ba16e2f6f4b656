import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, createClock, DAY_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import type { SqliteDatabase } from '../../kernel/database/connect-sqlite.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { OneTimeCodeEntity } from '../codes/codes.entity.ts';
import { issueCode } from '../codes/issue-code.ts';
import { createSecurityLink } from '../security-links/create-security-link.ts';
import { openTicket } from '../sign-in-tickets/open-ticket.ts';
import { SignInTicketEntity } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import { outdateProofs } from './outdate-proofs.ts';
import { reportSession } from './report-session.ts';
import { SessionEntity } from './sessions.entity.ts';

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

/** An owner and a stranger in one account, each halfway to another address, and a sign-in that owes something. */
function breakIn() {
  return onStandby(async (ctx) => {
    const [accountId, owners, strangers] = [newId(), newId(), newId()];
    const [now, address] = [clock.now(), `${accountId}@example.org`];
    const account = { id: accountId, address, addressKey: address, fullName: 'Ada' };
    ctx.em.create(AccountEntity, { ...account, createdAt: now, updatedAt: now }, { persist: true });
    const changes: string[] = [];
    for (const id of [owners, strangers]) {
      const times = { createdAt: now, authenticatedAt: now, lastUsedAt: now, expiresAt: after(now, DAY_MS) };
      ctx.em.create(
        SessionEntity,
        { id, accountId, ...times, factors: ['mail-code'], ...device },
        { persist: true },
      );
      const to = { purpose: 'address-change', address: `${id}@example.org`, isMailed: true } as const;
      changes.push((await issueCode(ctx, { ...to, intent: { accountId, sessionId: id } })).ticket);
    }
    const linkTo = (mailedTo: string) =>
      createSecurityLink(ctx, {
        purpose: 'not-me',
        accountId,
        sessionId: strangers,
        details: { mailedTo },
        lifetimeMs: DAY_MS,
      });
    const [link, foreign] = [linkTo(address), linkTo('elsewhere@example.org')];
    openTicket(ctx, { purpose: 'sign-in', accountId, firstFactor: 'mail-code', factors: ['totp'] });
    return { accountId, owners, strangers, changes, link, foreign };
  });
}

test('on SQLite what was shown ends: attempts, the freshness of other sessions, and what they have begun', async () => {
  const { accountId, owners, strangers, changes } = await breakIn();
  await onStandby((ctx) => outdateProofs(ctx, { accountId, exceptSessionId: owners }));
  await onStandby(async ({ em }) => {
    const freshness = async (id: string) => (await em.findOneOrFail(SessionEntity, { id })).authenticatedAt;
    expect(await freshness(strangers)).not.toEqual(await freshness(owners));
    const codes = await Promise.all(changes.map((id) => em.findOneOrFail(OneTimeCodeEntity, { id })));
    expect(codes.map(({ consumedAt }) => Boolean(consumedAt))).toEqual([false, true]);
    expect(await em.count(SignInTicketEntity, { accountId, consumedAt: null })).toBe(0);
  });
});

test('A6 on SQLite the mail to the owner ends the stranger, and one to an address that was left ends nobody', async () => {
  const { accountId, owners, link, foreign } = await breakIn();
  await expect(onStandby((ctx) => reportSession(ctx, { token: foreign }))).rejects.toMatchObject({
    kind: { code: 'LINK_INVALID' },
  });
  expect(await onStandby((ctx) => reportSession(ctx, { token: link }))).toEqual({ ended: 1 });
  await onStandby(async ({ em }) => {
    const open = await em.find(SessionEntity, { accountId, endedAt: null });
    expect(open.map(({ id }) => id)).toEqual([owners]);
    expect(await em.count(SignInTicketEntity, { accountId, consumedAt: null })).toBe(0);
  });
});
