import type { Call } from '../../kernel/call.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { deviceName } from './device-name.ts';
import './sessions.entity.ts';

/** As long as browsers keep a cookie at most. */
export const DEVICE_LIFETIME_MS = 400 * DAY_MS;

/** More sessions than anybody has; the newest are looked at. */
const MOST_SESSIONS = 1_000;

export type Recognition = {
  /** Of the browser's cookie; null for a tool. */
  deviceHash: string | null;
  /** The session that the device is known by; null where it is not. */
  firstSessionId: string | null;
  /** Whether this account has been used before, but never on this device. */
  isNew: boolean;
};

/**
 * Whether an account was signed in on this device before. A browser is known by a cookie that outlives signing out
 * and that all its accounts share; a tool by its name together with its network. A device of which a session was
 * reported or its token used twice is known no longer: whoever comes back on it is as new as anybody.
 */
export async function recogniseDevice(
  ctx: Context,
  call: Call,
  given: { accountId: string; deliver: 'body' | 'cookie' },
): Promise<Recognition> {
  const deviceHash = given.deliver === 'cookie' ? markBrowser(ctx, call) : null;
  const earlier = await sqlOf(ctx.em)
    .selectFrom('session')
    .select(['id', 'first_session_id', 'device_hash', 'ip_address', 'user_agent', 'end_reason'])
    .where('account_id', '=', given.accountId)
    .orderBy('created_at', 'desc')
    .limit(MOST_SESSIONS)
    .execute();
  const distrusted = new Set(earlier.filter(isDistrusted).map(deviceOf));
  const { ipAddress, userAgent } = call.device;
  const known = earlier.find(
    (session) =>
      !distrusted.has(deviceOf(session)) &&
      (deviceHash === null
        ? session.device_hash === null &&
          deviceName(session.user_agent) === deviceName(userAgent) &&
          networkKey(session.ip_address) === networkKey(ipAddress)
        : session.device_hash === deviceHash),
  );
  return {
    deviceHash,
    firstSessionId: known === undefined ? null : deviceOf(known),
    // Of the very first sign-in its owner knows: it has just been made.
    isNew: earlier.length > 0 && known === undefined,
  };
}

/** What all sessions of one device share, for one account. */
export function deviceOf(session: { id: string; first_session_id: string | null }): string {
  return session.first_session_id ?? session.id;
}

/** A stranger held it, or may: two held its token. */
function isDistrusted(session: { end_reason: string | null }): boolean {
  return session.end_reason === 'reported' || session.end_reason === 'reused';
}

function markBrowser(ctx: Context, call: Call): string {
  const token = call.deviceCookie.read() ?? randomToken();
  call.deviceCookie.write(token, after(ctx.clock.now(), DEVICE_LIFETIME_MS));
  return sha256(token);
}
