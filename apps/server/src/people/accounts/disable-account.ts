import { voidTickets } from '../../identity/sign-in-tickets/void-tickets.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { promoteReturned } from '../../programme/participations/promote-returned.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import type { AccountInput, DisableAccountInput } from './account-care.contract.ts';
import { endSessionsOf } from './end-account-sessions.ts';
import { assertInReach, lockCharge } from './lock-charge.ts';
import { assertSuperuserRemains, lockBesideSuperusers } from './lock-superusers.ts';

/**
 * Closes an account: nobody gets in, whatever they show, and what acts for it is dead on every process within a
 * second, API keys included. What it takes part in stays; the blacklist ends that.
 */
export async function disableAccount(
  ctx: Context,
  { accountId, reason }: DisableAccountInput,
): Promise<Record<string, never>> {
  const locked = await lockBesideSuperusers(ctx, accountId);
  const { account } = locked;
  assertInReach(ctx, account);
  if (account.disabledAt) return {};
  assertSuperuserRemains(locked);
  account.disabledAt = ctx.clock.now();
  account.disabledReason = reason;
  account.updatedAt = ctx.clock.now();
  const ended = await endSessionsOf(ctx, accountId, 'disabled');
  await voidTickets(ctx, { accountId });
  recordAuditEntry(ctx, {
    action: 'account.disabled',
    subjectType: 'account',
    subjectId: accountId,
    details: { reason, endedSessions: ended },
  });
  await announce(ctx.em, { accountId });
  return {};
}

/** Opens it again: who waits is in line again. A session that began while it was being closed is no way back in. */
export async function enableAccount(
  ctx: Context,
  { accountId }: AccountInput,
): Promise<Record<string, never>> {
  const account = await lockCharge(ctx, accountId);
  if (!account.disabledAt) return {};
  await endSessionsOf(ctx, accountId, 'disabled');
  account.disabledAt = null;
  account.disabledReason = null;
  account.updatedAt = ctx.clock.now();
  await ctx.em.flush();
  await promoteReturned(ctx, accountId);
  recordAuditEntry(ctx, { action: 'account.enabled', subjectType: 'account', subjectId: accountId });
  await announce(ctx.em, { accountId });
  return {};
}
