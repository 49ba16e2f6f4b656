import { LockMode } from '@mikro-orm/core';
import { FRESH_MS } from '../../kernel/assurance.ts';
import type { Call } from '../../kernel/call.ts';
import { after, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { UNAVAILABLE } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { HeldSession } from './answer-tokens.ts';
import { endSessions } from './end-sessions.ts';
import { madeSuccessor, successorOf } from './refresh-token.ts';
import { endOfSession, isOver } from './session-lifetime.ts';
import { sessionReusedMail } from './session-reused.mail.ts';
import { SESSION_ENDED } from './sessions.contract.ts';
import {
  RefreshTokenEntity,
  type RefreshTokenRow,
  SessionEntity,
  type SessionRow,
} from './sessions.entity.ts';

/** A token used again within this time is a retry after a lost answer, or another tab; later it is a theft. */
const GRACE_MS = 10 * SECOND_MS;

/**
 * Spends a refresh token, as given or as the browser's cookie has it, for its successor. It works once; an old one
 * ends the whole session, whoever holds the newest, because it cannot be told which of the two holders is the thief.
 * One that was spent to confirm the session gives its successor again too, but no fresh session with it.
 */
export async function exchangeRefreshToken(
  ctx: Context,
  call: Call,
  { refreshToken, confirms = false }: { refreshToken: string | undefined; confirms?: boolean },
): Promise<HeldSession | Fault> {
  const token = refreshToken ?? call.refreshCookie.read();
  if (token === undefined) return new Fault(SESSION_ENDED, 'There is no session to renew. Sign in.');
  const deliver = refreshToken === undefined ? 'cookie' : 'body';
  const now = ctx.clock.now();

  const held = await ctx.em.findOne(
    RefreshTokenEntity,
    { hash: sha256(token) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const session = held && (await ctx.em.findOne(SessionEntity, { id: held.sessionId }));
  const account = session && (await ctx.em.findOne(AccountEntity, { id: session.accountId }));
  if (!held || !session || !account || isOver(ctx, session) || account.disabledAt || account.isSystem)
    return refuse(call, deliver);

  if (held.usedAt && held.successorSalt && held.successorHash) {
    if (!(await isRetry(ctx, held, held.successorHash))) {
      await endReused(ctx, call, { account, session });
      return refuse(call, deliver);
    }
    const made = { salt: held.successorSalt, hash: held.successorHash };
    const successor = madeSuccessor(ctx.config, token, made);
    // Made by a key that only other processes know yet: one of them can answer, and nobody is a thief.
    if (successor === undefined) return new Fault(UNAVAILABLE, undefined, { retryAfterSeconds: 1 });
    // Whoever shows the token from before the confirmation may be a thief who waited for it.
    if (held.isConfirmation) {
      session.authenticatedAt = after(now, -FRESH_MS - 1);
      await announce(ctx.em, { sessionId: session.id });
    }
    return { account, session, refreshToken: successor.token, deliver };
  }

  const salt = randomToken();
  const successor = successorOf(ctx.config, token, salt);
  held.usedAt = now;
  held.isConfirmation = confirms;
  held.successorSalt = salt;
  held.successorHash = successor.hash;
  ctx.em.create(
    RefreshTokenEntity,
    { hash: successor.hash, sessionId: session.id, issuedAt: now },
    { persist: true },
  );
  session.lastUsedAt = now;
  session.expiresAt = endOfSession(ctx, session.createdAt);
  session.ipAddress = call.device.ipAddress;
  session.userAgent = call.device.userAgent;
  return { account, session, refreshToken: successor.token, deliver };
}

/** Soon enough, and nobody has gone on with the successor: the answer was lost on its way. */
async function isRetry(ctx: Context, held: RefreshTokenRow, successorHash: string): Promise<boolean> {
  if (!held.usedAt || ctx.clock.now().getTime() - held.usedAt.getTime() > GRACE_MS) return false;
  const successor = await ctx.em.findOne(RefreshTokenEntity, { hash: successorHash });
  return successor !== null && !successor.usedAt;
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
