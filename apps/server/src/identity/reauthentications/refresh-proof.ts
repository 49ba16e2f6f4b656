import { accountOf } from '../../kernel/actor.ts';
import { FRESH_MS } from '../../kernel/assurance.ts';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { SIGN_IN_REQUIRED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { Factor } from '../sessions/sessions.contract.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import type { ReauthenticationOutcome } from './reauthentications.contract.ts';

/**
 * Makes the session that asks a fresh one, wherever it is asked next. It stays the same session: a second one would
 * be left behind when this one is ended.
 */
export async function refreshProof(
  ctx: Context,
  factors: Factor[],
  passkeyId: string | null = null,
): Promise<ReauthenticationOutcome> {
  const { sessionId: id } = accountOf(ctx.actor);
  const now = ctx.clock.now();
  // It may have been ended while its owner was typing.
  const session = await ctx.em.findOne(SessionEntity, { id, endedAt: null });
  if (session === null) throw new Fault(SIGN_IN_REQUIRED);
  session.authenticatedAt = now;
  session.factors = factors;
  session.passkeyId = passkeyId;
  recordAuditEntry(ctx, {
    action: 'session.reauthenticated',
    subjectType: 'session',
    subjectId: id,
    details: { factors },
  });
  await announce(ctx.em, { sessionId: id });
  return { freshUntil: after(now, FRESH_MS), secondFactor: null };
}
