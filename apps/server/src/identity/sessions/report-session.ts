import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { findLinkBack } from '../address-changes/find-link-back.ts';
import { lockLink } from '../security-links/lock-link.ts';
import { LINK_INVALID } from '../security-links/security-links.contract.ts';
import type { SecurityLinkRow } from '../security-links/security-links.entity.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';
import { endSessions } from './end-sessions.ts';
import { isAnythingTakenBack, sessionReportedMail } from './session-reported.mail.ts';
import type { EndedSessions, ReportSessionInput } from './sessions.contract.ts';
import { SessionEntity } from './sessions.entity.ts';
import { takeBackWhatWasMade } from './take-back-what-was-made.ts';
import { traceStranger } from './trace-stranger.ts';

/**
 * Open to everybody: whoever reads the mail of an address owns its account. Ends the session that the mail was about
 * and all that go with it, once, with what they have made to get in again; a mail about no single session ends all
 * that had begun until then. Whoever is halfway in begins again. The device is known no longer, and the owner is told
 * what was taken back.
 */
export async function reportSession(ctx: Context, input: ReportSessionInput): Promise<EndedSessions> {
  const link = await lockLink(ctx, 'not-me', input.token);
  if (link === null) throw new Fault(LINK_INVALID);
  if (link.usedAt) return { ended: 0 };
  const { accountId, sessionId } = link;
  // Nobody adds or removes a factor, or moves the account, meanwhile.
  await holdAccount(ctx, accountId);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  if (!(await isMailOfOwner(ctx, account, link))) throw new Fault(LINK_INVALID);
  link.usedAt = ctx.clock.now();
  // First: an attempt that has just led to a session is over behind this, and that session is found.
  await voidTickets(ctx, { accountId });
  const { sessionIds, made } = sessionId
    ? await traceStranger(ctx, { accountId, sessionId })
    : { sessionIds: await openSessionsOf(ctx, accountId), made: [] };
  const ended = await endSessions(ctx, { sessionIds, reason: 'reported' });
  await noteReported(ctx, sessionIds);
  const takenBack = await takeBackWhatWasMade(ctx, { accountId, made });
  recordAuditEntry(ctx, {
    action: 'session.reported',
    subjectType: 'account',
    subjectId: accountId,
    details: { sessionIds, ended, ...takenBack },
  });
  if (!isAnythingTakenBack(takenBack)) return { ended };
  await postMail(ctx, sessionReportedMail, {
    sendKey: `session-reported:${link.tokenHash}`,
    recipient: account.address,
    accountId,
    locale: account.locale,
    payload: { fullName: account.fullName, sessions: ended, takenBack },
  });
  return { ended };
}

/**
 * Whether the mail went to where the account still is, or could be put back to. Whoever reads a mailbox that it has left
 * for good, a stranger's or an old employer's, signs nobody out and takes nothing away.
 */
async function isMailOfOwner(
  ctx: Context,
  { id: accountId, addressKey }: AccountRow,
  { details: { mailedTo } }: SecurityLinkRow,
): Promise<boolean> {
  // Links of the version before do not say so. They run out within seven days.
  if (typeof mailedTo !== 'string' || mailedTo === addressKey) return true;
  return (await findLinkBack(ctx, { accountId, addressKey: mailedTo })) !== undefined;
}

async function openSessionsOf(ctx: Context, accountId: string): Promise<string[]> {
  const open = await ctx.em.find(SessionEntity, { accountId, endedAt: null }, { fields: ['id'] });
  return open.map(({ id }) => id);
}

/** Also those that were over already: by them the device would still be known. */
async function noteReported(ctx: Context, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await sqlOf(ctx.em)
    .updateTable('session')
    .set({ end_reason: 'reported' })
    .where('id', 'in', sessionIds)
    .where('end_reason', '!=', 'reported')
    .execute();
}
