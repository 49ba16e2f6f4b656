import type { Call } from '../../kernel/call.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { answerTokens } from './answer-tokens.ts';
import { firstRefreshToken } from './refresh-token.ts';
import type { SessionTokens } from './sessions.contract.ts';
import { RefreshTokenEntity, SessionEntity } from './sessions.entity.ts';

/** Signs a device in: the end of every way in, once nothing is owed any more. */
export async function startSession(
  ctx: Context,
  call: Call,
  given: { account: AccountRow; deliver: 'body' | 'cookie'; factors: string[] },
): Promise<SessionTokens> {
  const { account, deliver, factors } = given;
  const now = ctx.clock.now();
  const session = ctx.em.create(
    SessionEntity,
    {
      id: newId(),
      accountId: account.id,
      createdAt: now,
      authenticatedAt: now,
      lastUsedAt: now,
      expiresAt: after(now, ctx.config.SESSION_LIFETIME_DAYS * DAY_MS),
      factors,
      ...call.device,
    },
    { persist: true },
  );
  const { token, hash } = firstRefreshToken();
  ctx.em.create(RefreshTokenEntity, { hash, sessionId: session.id, issuedAt: now }, { persist: true });
  return answerTokens(ctx, call, { account, session, refreshToken: token, deliver });
}
