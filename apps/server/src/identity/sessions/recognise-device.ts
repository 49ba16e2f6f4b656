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
  /** Whether this account has been used before, but never on this device. */
  isNew: boolean;
};

/**
 * Whether an account was signed in on this device before. A browser is known by a cookie that outlives signing out
 * and that all its accounts share; a tool by its name together with its network.
 */
export async function recogniseDevice(
  ctx: Context,
  call: Call,
  given: { accountId: string; deliver: 'body' | 'cookie' },
): Promise<Recognition> {
  const deviceHash = given.deliver === 'cookie' ? markBrowser(ctx, call) : null;
  const earlier = await sqlOf(ctx.em)
    .selectFrom('session')
    .select(['device_hash', 'ip_address', 'user_agent'])
    .where('account_id', '=', given.accountId)
    .orderBy('created_at', 'desc')
    .limit(MOST_SESSIONS)
    .execute();
  const { ipAddress, userAgent } = call.device;
  const isKnown = earlier.some((session) =>
    deviceHash === null
      ? deviceName(session.user_agent) === deviceName(userAgent) &&
        networkKey(session.ip_address) === networkKey(ipAddress)
      : session.device_hash === deviceHash,
  );
  // Of the very first sign-in its owner knows: it has just been made.
  return { deviceHash, isNew: earlier.length > 0 && !isKnown };
}

function markBrowser(ctx: Context, call: Call): string {
  const token = call.deviceCookie.read() ?? randomToken();
  call.deviceCookie.write(token, after(ctx.clock.now(), DEVICE_LIFETIME_MS));
  return sha256(token);
}
