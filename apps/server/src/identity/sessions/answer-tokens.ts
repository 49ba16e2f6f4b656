import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { writeCookieLate } from '../../kernel/late-cookie.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { describeAccount } from '../../people/accounts/describe-account.ts';
import { signAccessToken } from './access-token.ts';
import type { SessionTokens } from './sessions.contract.ts';
import type { SessionRow } from './sessions.entity.ts';

/** A session, and the newest refresh token of it; where that goes. */
export type HeldSession = {
  account: AccountRow;
  session: SessionRow;
  refreshToken: string;
  deliver: 'body' | 'cookie';
};

/** The pair of tokens as their holder gets it: a browser's refresh token never stands where a script can read it. */
export async function answerTokens(
  ctx: Context,
  call: Call,
  { account, session, refreshToken, deliver }: HeldSession,
): Promise<SessionTokens> {
  const subject = { accountId: account.id, sessionId: session.id, renewedAt: session.lastUsedAt };
  const access = await signAccessToken(ctx.config, subject, ctx.clock.now());
  if (deliver === 'cookie') writeCookieLate(ctx, call, { token: refreshToken, expiresAt: session.expiresAt });
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: deliver === 'body' ? refreshToken : null,
    sessionId: session.id,
    account: describeAccount(account),
  };
}
