import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { endKeysOf } from '../api-keys/end-keys-of.ts';
import '../passkeys/passkeys.entity.ts';
import '../passwords/passwords.entity.ts';
import '../second-factors/second-factors.entity.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';

/**
 * Somebody has just read the mail of an address that nobody had confirmed: the account is theirs. Whatever was set
 * up before may be a stranger's, who waited for this moment (GHSA-qq9h-g4jm-xgf3), so none of it survives.
 */
export async function claimAddress(ctx: Context, account: AccountRow): Promise<void> {
  if (account.addressVerifiedAt) return;
  account.addressVerifiedAt = ctx.clock.now();
  account.updatedAt = ctx.clock.now();
  const db = sqlOf(ctx.em);
  for (const table of ['password', 'passkey', 'second_factor', 'recovery_code'] as const)
    await db.deleteFrom(table).where('account_id', '=', account.id).execute();
  await endKeysOf(ctx, account.id);
  await voidTickets(ctx, { accountId: account.id });
  const sessions = await ctx.em.find(
    SessionEntity,
    { accountId: account.id, endedAt: null },
    { fields: ['id'] },
  );
  await endSessions(ctx, { sessionIds: sessions.map(({ id }) => id), reason: 'ended' });
  await announce(ctx.em, { accountId: account.id });
}
