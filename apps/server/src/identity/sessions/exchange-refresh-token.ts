import { LockMode } from '@mikro-orm/core';
import { FRESH_MS } from '../../kernel/assurance.ts';
import type { Call } from '../../kernel/call.ts';
import { after, DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { UNAVAILABLE } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { forgetAnswers } from '../../kernel/idempotency/forget-answers.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { HeldSession } from './answer-tokens.ts';
import { endSessions } from './end-sessions.ts';
import { isAwaited, isLate } from './lost-renewal.ts';
import { madeSuccessor, successorOf } from './refresh-token.ts';
import { endOfSession, isOver } from './session-lifetime.ts';
import { sessionReusedMail } from './session-reused.mail.ts';
import { SESSION_ENDED } from './sessions.contract.ts';
import {
  beginRenewal,
  RefreshTokenEntity,
  type RefreshTokenRow,
  SessionEntity,
  type SessionRow,
} from './sessions.entity.ts';

/** So long at most a request that its sender has given up is on its way. */
const LATEST_COPY_MS = 2 * MINUTE_MS;

/** A sender whose clock is further off than this is taken for one that says nothing of the time. */
const MOST_CLOCK_OFF_MS = DAY_MS;

type Shown = {
  refreshToken?: string | undefined;
  /** When it was sent, by its sender's clock. */
  sentAt?: Date | undefined;
  confirms?: boolean;
};

/**
 * Spends a refresh token, as given or as the browser's cookie has it, for its successor. It works once. While nobody
 * has come with what it gave, its answer was lost: it gives another successor, and the first is worth nothing. An old
 * one beyond that ends the whole session, whoever holds the newest, because it cannot be told which of the two is the
 * thief. Whoever comes late, or with one that was spent to confirm the session, does not get a fresh one.
 */
export async function exchangeRefreshToken(
  ctx: Context,
  call: Call,
  { refreshToken, sentAt, confirms = false }: Shown,
): Promise<HeldSession | Fault> {
  const token = refreshToken ?? call.refreshCookie.read();
  if (token === undefined) return new Fault(SESSION_ENDED, 'There is no session to renew. Sign in.');
  const deliver = refreshToken === undefined ? 'cookie' : 'body';

  const held = await ctx.em.findOne(
    RefreshTokenEntity,
    { hash: sha256(token) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const session = held && (await ctx.em.findOne(SessionEntity, { id: held.sessionId }));
  const account = session && (await ctx.em.findOne(AccountEntity, { id: session.accountId }));
  if (!held || !session || !account || isOver(ctx, session) || account.disabledAt || account.isSystem)
    return refuse(call, deliver);
  const shown = {
    token,
    held,
    session,
    account,
    deliver,
    confirms,
    sentAt: believable(ctx, sentAt),
  } as const;
  return held.usedAt
    ? exchangeSpent(ctx, call, { ...shown, usedAt: held.usedAt })
    : giveNext(ctx, call, shown);
}

type Found = Omit<HeldSession, 'refreshToken'> & {
  token: string;
  held: RefreshTokenRow;
  confirms: boolean;
  sentAt: Date | undefined;
};

function giveNext(ctx: Context, call: Call, { token, held, confirms, sentAt, ...found }: Found): HeldSession {
  const { session } = found;
  const now = ctx.clock.now();
  const salt = randomToken();
  const successor = successorOf(ctx.config, token, salt);
  held.usedAt = now;
  held.usedSentAt = sentAt ?? null;
  held.isConfirmation ||= confirms;
  held.successorSalt = salt;
  held.successorHash = successor.hash;
  ctx.em.create(
    RefreshTokenEntity,
    { hash: successor.hash, sessionId: session.id, issuedAt: now },
    { persist: true },
  );
  beginRenewal(session, now);
  session.expiresAt = endOfSession(ctx, session.createdAt);
  session.ipAddress = call.device.ipAddress;
  session.userAgent = call.device.userAgent;
  return { ...found, refreshToken: successor.token };
}

/** A token that was spent before: the same answer again, another one for one that was lost, or the end of a theft. */
async function exchangeSpent(
  ctx: Context,
  call: Call,
  found: Found & { usedAt: Date },
): Promise<HeldSession | Fault> {
  const { held, session, usedAt } = found;
  const now = ctx.clock.now();
  const late = isLate(now, usedAt);
  if (late && isCopy(found, now)) return tryAgain();
  const successor = await lockSuccessor(ctx, held);
  if (successor === null || (late && !(await lockAwaited(ctx, session)))) {
    await endReused(ctx, call, found);
    return refuse(call, found.deliver);
  }
  // Whoever shows the token from before the confirmation, or comes late, may be a thief who waited for it.
  if (late || held.isConfirmation) {
    session.authenticatedAt = after(now, -FRESH_MS - 1);
    await announce(ctx.em, { sessionId: session.id });
  }
  if (!late) return giveAgain(ctx, found);
  // Never two that live: whoever comes with the one that is replaced is found out.
  successor.usedAt = now;
  // The same call again would otherwise be answered with it.
  if (held.isConfirmation)
    await forgetAnswers(ctx, { accountId: session.accountId, area: 'reauthentications' });
  session.tokensSince = beginRenewal(session, now);
  return giveNext(ctx, call, found);
}

function believable(ctx: Context, sentAt: Date | undefined): Date | undefined {
  const offMs = sentAt && Math.abs(sentAt.getTime() - ctx.clock.now().getTime());
  return offMs !== undefined && offMs <= MOST_CLOCK_OFF_MS ? sentAt : undefined;
}

/**
 * Sent no later than what the token was spent by, and here only now: nobody waits for the answer, and nobody is a
 * thief. Both were sent by one clock, which may be fast or slow. How long this is believed goes by ours: whoever lies
 * is not hidden for longer. Where what spent it said nothing of the time, there is no clock but ours.
 */
function isCopy({ held, usedAt, sentAt }: Found & { usedAt: Date }, now: Date): boolean {
  const oldest = after(now, -LATEST_COPY_MS);
  if (sentAt === undefined || usedAt <= oldest) return false;
  return held.usedSentAt ? sentAt <= held.usedSentAt : sentAt < usedAt && sentAt > oldest;
}

/** What a token was exchanged for, unless somebody has gone on with it, or it was replaced. */
async function lockSuccessor(
  ctx: Context,
  { successorHash }: RefreshTokenRow,
): Promise<RefreshTokenRow | null> {
  if (!successorHash) return null;
  return ctx.em.findOne(
    RefreshTokenEntity,
    { hash: successorHash, usedAt: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

/** Locks the session, so that an access token of the last renewal comes before this or is refused. */
async function lockAwaited(ctx: Context, { id }: SessionRow): Promise<boolean> {
  const awaited = await ctx.em.findOne(
    SessionEntity,
    { id, awaitedSince: { $ne: null } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  return awaited !== null && isAwaited(awaited);
}

function giveAgain(ctx: Context, { token, held, confirms, sentAt, ...found }: Found): HeldSession | Fault {
  held.isConfirmation ||= confirms;
  if (sentAt && sentAt > (held.usedSentAt ?? 0)) held.usedSentAt = sentAt;
  const made = { salt: held.successorSalt as string, hash: held.successorHash as string };
  const successor = madeSuccessor(ctx.config, token, made);
  // Made by a key that only other processes know yet: one of them can answer.
  return successor === undefined ? tryAgain() : { ...found, refreshToken: successor.token };
}

function tryAgain(): Fault {
  return new Fault(UNAVAILABLE, undefined, { retryAfterSeconds: 1 });
}

async function endReused(
  ctx: Context,
  call: Call,
  { account, session }: { account: AccountRow; session: SessionRow },
): Promise<void> {
  await endSessions(ctx, { sessionIds: [session.id], reason: 'reused' });
  recordAuditEntry(ctx, { action: 'session.reused', subjectType: 'session', subjectId: session.id });
  await postMail(ctx, sessionReusedMail, {
    sendKey: `session-reused:${session.id}`,
    recipient: account.address,
    accountId: account.id,
    locale: account.locale,
    payload: {
      fullName: account.fullName,
      at: ctx.clock.now().toISOString(),
      ...whereabouts(ctx.config, call.device, account.locale),
    },
  });
}

function refuse(call: Call, deliver: 'body' | 'cookie'): Fault {
  if (deliver === 'cookie') call.refreshCookie.clear();
  return new Fault(SESSION_ENDED);
}
