import type { SessionTokens } from '../api.generated.ts';
import { platform } from '../platform.ts';
import type { StoredSession } from './session-store.ts';

const RENEW_EARLY_MS = 30_000;
const SHORTEST_LIFETIME_MS = 60_000;

/**
 * A new pair of tokens as it is kept. Its times are of this machine's clock: what the server's and this one
 * disagree by would otherwise make every token look over, or none.
 */
export function toStored(tokens: SessionTokens, now: number): StoredSession {
  const lifetimeMs =
    lifetimeOf(tokens.accessToken) ??
    Math.max(tokens.accessTokenExpiresAt.valueOf() - now, SHORTEST_LIFETIME_MS);
  const { sessionId, account, accessToken, refreshToken } = tokens;
  const renewAt = now + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 2);
  return { sessionId, account, accessToken, refreshToken, renewAt, endsAt: now + lifetimeMs };
}

/** From issue to end, both by the server's clock. */
function lifetimeOf(accessToken: string): number | undefined {
  try {
    const claims = accessToken.split('.')[1] as string;
    const { iat, exp } = JSON.parse(platform.atob(claims.replaceAll('-', '+').replaceAll('_', '/')));
    return exp > iat ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
