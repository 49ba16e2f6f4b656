import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { lockLink } from '../security-links/lock-link.ts';
import { LINK_INVALID } from '../security-links/security-links.contract.ts';
import { endSessions } from './end-sessions.ts';
import type { EndedSessions, ReportSessionInput } from './sessions.contract.ts';
import { SessionEntity } from './sessions.entity.ts';
import { takeBackWhatWasMade } from './take-back-what-was-made.ts';

/**
 * Open to everybody: whoever reads the mail of an address owns its account. Ends the session that the mail was
 * about, once, with the API keys and passkeys that it has made; a mail about no single session ends all that had begun until then.
 */
export async function reportSession(ctx: Context, input: ReportSessionInput): Promise<EndedSessions> {
  const link = await lockLink(ctx, 'not-me', input.token);
  if (link === null) throw new Fault(LINK_INVALID);
  if (link.usedAt) return { ended: 0 };
  link.usedAt = ctx.clock.now();
  const sessionIds = link.sessionId ? [link.sessionId] : await openSessionsOf(ctx, link.accountId);
  const ended = await endSessions(ctx, { sessionIds, reason: 'reported' });
  const { accountId, sessionId } = link;
  const takenBack = sessionId ? await takeBackWhatWasMade(ctx, { accountId, sessionId }) : {};
  recordAuditEntry(ctx, {
    action: 'session.reported',
    subjectType: 'account',
    subjectId: link.accountId,
    details: { sessionIds, ended, ...takenBack },
  });
  return { ended };
}

async function openSessionsOf(ctx: Context, accountId: string): Promise<string[]> {
  const open = await ctx.em.find(SessionEntity, { accountId, endedAt: null }, { fields: ['id'] });
  return open.map(({ id }) => id);
}
