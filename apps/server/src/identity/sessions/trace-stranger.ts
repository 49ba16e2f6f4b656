import type { Context } from '../../kernel/context.ts';
import { jsonOf, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { seasonedBefore } from '../quarantine/quarantine.ts';
import { SecurityLinkEntity } from '../security-links/security-links.entity.ts';
import { MadeBySession } from '../security-notices/security-notices.contract.ts';
import { deviceOf } from './recognise-device.ts';
import type { Factor } from './sessions.contract.ts';
import './sessions.entity.ts';

type SessionTrace = Awaited<ReturnType<typeof sessionsAround>>[number];

/**
 * From the session that its owner does not know to all that goes with it: those on the same device that still live or
 * have begun since, those that were opened with what these made, and so on; and what they have made, by the links of
 * the mails that told of it. What another session than the reported one made counts for a day only: the mail about it
 * was another, and one old link is not to take away what an owner has lived with for longer.
 */
export async function traceStranger(
  ctx: Context,
  reported: { accountId: string; sessionId: string },
): Promise<{ sessionIds: string[]; made: MadeBySession[] }> {
  const { accountId, sessionId } = reported;
  const sessions = await sessionsAround(ctx, reported);
  const byDevice = Map.groupBy(sessions, deviceOf);
  const links = await ctx.em.find(SecurityLinkEntity, { accountId, purpose: 'not-me' });
  const dayAgo = seasonedBefore(ctx);
  const madeBy = Map.groupBy(
    links.filter((link) => link.sessionId === sessionId || link.createdAt > dayAgo),
    (link) => link.sessionId,
  );

  const made: MadeBySession[] = [];
  const traced = new Set(sessions.filter(({ id }) => id === sessionId));
  // It grows while it is walked through.
  for (const session of traced) {
    const own = (madeBy.get(session.id) ?? []).map(({ details }) => MadeBySession.parse(details));
    made.push(...own);
    for (const other of byDevice.get(deviceOf(session)) ?? []) traced.add(other);
    byDevice.delete(deviceOf(session));
    for (const one of own.filter(isWayIn))
      for (const other of sessions) if (isOpenedBy(other, one)) traced.add(other);
  }
  return { sessionIds: [...traced].map(({ id }) => id), made };
}

/** Those that live, and those that have begun since the one that was reported. */
async function sessionsAround(ctx: Context, of: { accountId: string; sessionId: string }) {
  const db = sqlOf(ctx.em);
  const began = db.selectFrom('session').select('created_at').where('id', '=', of.sessionId);
  return db
    .selectFrom('session')
    .select(['id', 'first_session_id', 'created_at', 'shown_at', 'passkey_id', 'factors'])
    .where('account_id', '=', of.accountId)
    .where(({ eb, or }) => or([eb('ended_at', 'is', null), eb('created_at', '>=', began)]))
    .execute();
}

/** What gets somebody in by itself. A second factor does not, and who has shown one may be the owner. */
function isWayIn({ passkeyId, passwordChangedAt }: MadeBySession): boolean {
  return passkeyId !== undefined || passwordChangedAt !== undefined;
}

function isOpenedBy(session: SessionTrace, made: MadeBySession): boolean {
  if (made.passkeyId !== undefined && session.passkey_id === made.passkeyId) return true;
  if (made.passwordChangedAt === undefined) return false;
  const shownAt = toInstant(session.shown_at ?? session.created_at);
  return (
    jsonOf<Factor[]>(session.factors).includes('password') && shownAt >= new Date(made.passwordChangedAt)
  );
}
