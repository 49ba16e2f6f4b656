import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import { believedKeysOf, signingKeyOf } from './signing-key.ts';

/** Whom a token is for, and of which renewal of their session it is: once it is used, that one has arrived. */
export type TokenSubject = { accountId: string; sessionId: string; renewedAt: Date };

export type AccessClaims = TokenSubject & { expiresAt: Date };

/** RFC 9068's type: a token made for anything else is no access token. */
const TYPE = 'at+jwt';

export async function signAccessToken(
  config: Config,
  session: TokenSubject,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const key = await signingKeyOf(config);
  const expiresAt = after(now, config.JWT_EXPIRE_MINS * MINUTE_MS);
  const token = await new SignJWT({
    sid: session.sessionId,
    renewed_at: session.renewedAt.getTime() / 1_000,
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: TYPE })
    .setSubject(session.accountId)
    .setIssuer(config.PUBLIC_URL)
    .setAudience(config.PUBLIC_URL)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(key.sign);
  return { token, expiresAt };
}

/** The claims of a token that we signed for this purpose and that has not run out; undefined for any other. */
export async function verifyAccessToken(
  config: Config,
  token: string,
  now: Date,
): Promise<AccessClaims | undefined> {
  const keys = await believedKeysOf(config);
  try {
    const key = keys.find(({ id }) => id === decodeProtectedHeader(token).kid);
    if (key === undefined) return undefined;
    const { payload } = await jwtVerify(token, key.verify, {
      algorithms: [key.algorithm],
      issuer: config.PUBLIC_URL,
      audience: config.PUBLIC_URL,
      typ: TYPE,
      currentDate: now,
      requiredClaims: ['sub', 'sid', 'exp'],
    });
    // The version before said when its owner had shown who they are: no later than the renewal, so never worth more.
    const { sid, renewed_at: renewedAt = payload.auth_time } = payload;
    if (typeof sid !== 'string' || typeof renewedAt !== 'number') return undefined;
    return {
      accountId: payload.sub as string,
      sessionId: sid,
      renewedAt: new Date(Math.round(renewedAt * 1_000)),
      expiresAt: new Date((payload.exp as number) * 1_000),
    };
  } catch {
    return undefined;
  }
}
