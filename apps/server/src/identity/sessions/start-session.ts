import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { sha256 } from '../../kernel/secrets.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { ageOfCodes } from '../second-factors/recovery-codes.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { answerTokens } from './answer-tokens.ts';
import { endSessions } from './end-sessions.ts';
import { recogniseDevice } from './recognise-device.ts';
import { firstRefreshToken } from './refresh-token.ts';
import { endOfSession } from './session-lifetime.ts';
import type { Factor, SessionTokens } from './sessions.contract.ts';
import { RefreshTokenEntity, SessionEntity } from './sessions.entity.ts';

/** Signs a device in: the end of every way in, once nothing is owed any more. */
export async function startSession(
  ctx: Context,
  call: Call,
  given: {
    account: AccountRow;
    deliver: 'body' | 'cookie';
    factors: Factor[];
    passkeyId?: string | undefined;
  },
): Promise<SessionTokens> {
  const { account, deliver, factors, passkeyId } = given;
  const now = ctx.clock.now();
  if (deliver === 'cookie') await endReplaced(ctx, call);
  const { isNew, ...marks } = await recogniseDevice(ctx, call, { accountId: account.id, deliver });
  const session = ctx.em.create(
    SessionEntity,
    {
      id: newId(),
      accountId: account.id,
      createdAt: now,
      authenticatedAt: now,
      lastUsedAt: now,
      expiresAt: endOfSession(ctx, now),
      factors,
      passkeyId: passkeyId ?? null,
      codesMadeAt: await ageOfCodes(ctx, { accountId: account.id, factors }),
      ...marks,
      ...call.device,
    },
    { persist: true },
  );
  const { token, hash } = firstRefreshToken();
  ctx.em.create(RefreshTokenEntity, { hash, sessionId: session.id, issuedAt: now }, { persist: true });
  if (isNew) await notifyOwner(ctx, 'new-device', { account, device: call.device, sessionId: session.id });
  return answerTokens(ctx, call, { account, session, refreshToken: token, deliver });
}

/** The session that this browser had until now: nobody could reach it any more, and a thief of its cookie could. */
async function endReplaced(ctx: Context, call: Call): Promise<void> {
  const token = readCookie(call);
  const held = token === undefined ? null : await ctx.em.findOne(RefreshTokenEntity, { hash: sha256(token) });
  if (held !== null) await endSessions(ctx, { sessionIds: [held.sessionId], reason: 'signed-out' });
}

/** A page that may not use the cookie ends no session by it. */
function readCookie(call: Call): string | undefined {
  try {
    return call.refreshCookie.read();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
