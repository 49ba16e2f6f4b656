import type { EndedSessions } from '../../identity/sessions/sessions.contract.ts';
import '../../identity/sessions/sessions.entity.ts';
import { voidTickets } from '../../identity/sign-in-tickets/void-tickets.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import type { AccountInput } from './account-care.contract.ts';
import { lockCharge } from './lock-charge.ts';

/** Nobody in particular: the subject of what is done to all. */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/** Signs every device of an account out, with whoever is halfway in. API keys go on. */
export async function endAccountSessions(ctx: Context, { accountId }: AccountInput): Promise<EndedSessions> {
  await lockCharge(ctx, accountId);
  const ended = await endSessionsOf(ctx, accountId, 'ended');
  await voidTickets(ctx, { accountId });
  recordAuditEntry(ctx, {
    action: 'account.sessions-ended',
    subjectType: 'account',
    subjectId: accountId,
    details: { ended },
  });
  await announce(ctx.em, { accountId });
  return { ended };
}

/** One statement, however many there are; the account is announced by whoever calls. */
export async function endSessionsOf(
  ctx: Context,
  accountId: string,
  reason: 'disabled' | 'ended',
): Promise<number> {
  const [{ numUpdatedRows }] = (await sqlOf(ctx.em)
    .updateTable('session')
    .set({ ended_at: instantFor(ctx.em, ctx.clock.now()), end_reason: reason })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()) as [{ numUpdatedRows: bigint }];
  return Number(numUpdatedRows);
}

/**
 * Signs everybody out, on every device: for when it is not known whose sessions somebody else has. Only the session
 * that asks stays, which has just been confirmed. For superusers, and whoever has the machine: the gate has made sure.
 */
export async function endEverybodysSessions(ctx: Context): Promise<EndedSessions> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const own = ctx.actor.kind === 'account' ? ctx.actor.sessionId : EVERYBODY;
  const [{ numUpdatedRows }] = (await sqlOf(ctx.em)
    .updateTable('session')
    .set({ ended_at: now, end_reason: 'ended' })
    .where('ended_at', 'is', null)
    .where('id', '!=', own)
    .execute()) as [{ numUpdatedRows: bigint }];
  await sqlOf(ctx.em)
    .updateTable('sign_in_ticket')
    .set({ consumed_at: now })
    .where('consumed_at', 'is', null)
    .execute();
  const ended = Number(numUpdatedRows);
  recordAuditEntry(ctx, {
    action: 'account.everybody-signed-out',
    subjectType: 'account',
    subjectId: EVERYBODY,
    details: { ended },
  });
  await announce(ctx.em, { allSessionsEnded: true });
  return { ended };
}
