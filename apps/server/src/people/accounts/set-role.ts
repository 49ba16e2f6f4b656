import { notifyOwner } from '../../identity/security-notices/notify-owner.ts';
import { type Actor, NOWHERE } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import type { AccountSummary, SetRoleInput } from './account-care.contract.ts';
import type { AccountRow } from './accounts.entity.ts';
import { changeRole } from './change-role.ts';
import { assertSuperuserRemains, lockBesideSuperusers } from './lock-superusers.ts';
import { refusalOfRole } from './set-role.policy.ts';

/** Appoints and dismisses. A role that the account has already is no change, and nobody is told. */
export async function setRole(
  ctx: Context,
  { accountId, role, reason }: SetRoleInput,
): Promise<AccountSummary> {
  const locked = await lockBesideSuperusers(ctx, accountId);
  const { account, superusers } = locked;
  assertStillSuperuser(ctx.actor, superusers);
  const before = account.role;
  if (role === before) return describe(account);
  const refusal = refusalOfRole(ctx.actor, account, role);
  if (refusal) throw refusal;
  assertSuperuserRemains(locked);
  const endedKeys = await changeRole(ctx, account, role);
  recordAuditEntry(ctx, {
    action: 'account.role-set',
    subjectType: 'account',
    subjectId: accountId,
    details: { before, after: role, reason, endedKeys },
  });
  // Whoever has no way in learns of it by nothing else either.
  if (!account.disabledAt)
    await notifyOwner(ctx, `became-${role}`, { account, ...originOf(ctx.actor, account) });
  return describe(account);
}

/** Behind the lock: a process may hear a moment late that whoever asks is a superuser no longer. */
function assertStillSuperuser(actor: Actor, superusers: readonly AccountRow[]): void {
  if (actor.kind === 'system') return;
  const isStill =
    actor.kind === 'account' &&
    superusers.some(({ id, disabledAt }) => id === actor.accountId && !disabledAt);
  if (!isStill) throw new Fault(NOT_ALLOWED);
}

/** Of whoever steps down: where from, and in which session. Where somebody else sits is not told. */
function originOf(actor: Actor, { id }: AccountRow) {
  return actor.kind === 'account' && actor.accountId === id
    ? { device: actor.device, sessionId: actor.sessionId }
    : { device: NOWHERE, sessionId: null };
}

function describe(account: AccountRow): AccountSummary {
  const { id, address, fullName, role, isSystem, createdAt } = account;
  return { id, address, fullName, role, isSystem, disabledAt: account.disabledAt ?? null, createdAt };
}
