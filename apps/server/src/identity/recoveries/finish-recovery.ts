import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { voidWhatIsPending } from '../address-changes/void-what-is-pending.ts';
import { hashNewPassword } from '../passwords/check-new-password.ts';
import { dropPassword } from '../passwords/drop-password.ts';
import { keepPassword } from '../passwords/keep-password.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { startSession } from '../sessions/start-session.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { lockTicket } from '../sign-in-tickets/lock-ticket.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { SignInTicketEntity, type SignInTicketRow } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import {
  type FinishedRecovery,
  type FinishRecoveryInput,
  SECOND_FACTOR_REQUIRED,
} from './recoveries.contract.ts';

type HashedPassword = { passwordHash: string | null };

/** Before the transaction: checks and hashes a new password, for whoever holds a ticket that owes nothing. */
export async function hashRecoveredPassword(
  ctx: Context,
  input: FinishRecoveryInput,
): Promise<HashedPassword> {
  const { password } = input;
  if (password === undefined) return { passwordHash: null };
  const ticket = await ctx.em.findOne(SignInTicketEntity, {
    tokenHash: sha256(input.ticket),
    purpose: 'recovery',
    consumedAt: null,
    expiresAt: { $gt: ctx.clock.now() },
  });
  if (ticket === null) throw new Fault(TICKET_INVALID);
  await assertNothingOwed(ctx, ticket);
  const { address, fullName } = await ctx.em.findOneOrFail(AccountEntity, { id: ticket.accountId });
  return { passwordHash: await hashNewPassword(ctx, { password, address, fullName }) };
}

/**
 * Open to everybody: the ticket is the proof. Whoever else was signed in no longer is, no password from before works
 * any more unless it has to, and the owner is told.
 */
export async function finishRecovery(
  ctx: Context,
  input: FinishRecoveryInput & HashedPassword,
  call: Call,
): Promise<FinishedRecovery> {
  const { ticket, account } = await lockTicket(ctx, input.ticket, ['recovery']);
  // Nothing that stands beside the mailbox is removed meanwhile.
  await holdAccount(ctx, account.id);
  await assertNothingOwed(ctx, ticket);
  ticket.consumedAt = ctx.clock.now();
  // A stranger may be halfway in, have begun to move the account away, or have read a code that was mailed here.
  await voidWhatIsPending(ctx, { accountId: account.id, addressKey: account.addressKey });
  const password = await changePassword(ctx, account.id, input.passwordHash);
  const before = await ctx.em.find(
    SessionEntity,
    { accountId: account.id, endedAt: null },
    { fields: ['id'] },
  );
  await endSessions(ctx, { sessionIds: before.map(({ id }) => id), reason: 'recovered' });
  const session = await startSession(ctx, call, {
    account,
    deliver: input.deliver,
    factors: [ticket.firstFactor, ...(ticket.secondFactor ? [ticket.secondFactor] : [])],
    passkeyId: ticket.passkeyId ?? undefined,
  });
  const doer = { account, device: call.device, sessionId: session.sessionId };
  const made = password.changedAt ? { passwordChangedAt: password.changedAt.toISOString() } : {};
  await notifyOwner(ctx, 'account-recovered', { ...doer, made });
  if (password.isRemoved) await notifyOwner(ctx, 'password-removed', doer);
  return { session };
}

/**
 * Without a new password the account has none: whoever recovers it may not know that a stranger has set one. It stays
 * where the mailed code is the second factor and nothing else stands beside it, because the account then demands the
 * password of whoever reads the mailbox, and this would be the way to be rid of it.
 */
async function changePassword(
  ctx: Context,
  accountId: string,
  passwordHash: string | null,
): Promise<{ changedAt: Date | null; isRemoved: boolean }> {
  if (passwordHash !== null) {
    const { changedAt } = await keepPassword(ctx, accountId, passwordHash);
    return { changedAt, isRemoved: false };
  }
  return { changedAt: null, isRemoved: (await dropPassword(ctx, { accountId })) === 'removed' };
}

/** A ticket that owed nothing when it was made is looked at again: a factor may have been added meanwhile. */
async function assertNothingOwed(ctx: Context, ticket: SignInTicketRow): Promise<void> {
  const { accountId, firstFactor, completedAt, createdAt } = ticket;
  if (!completedAt) throw new Fault(SECOND_FACTOR_REQUIRED);
  if (completedAt.getTime() > createdAt.getTime()) return;
  const owed = await listOwedFactors(ctx, { accountId, firstFactor });
  if (owed.length > 0) throw new Fault(SECOND_FACTOR_REQUIRED);
}
