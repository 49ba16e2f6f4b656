import { accountOf } from '../../kernel/actor.ts';
import { FRESH_MS } from '../../kernel/assurance.ts';
import type { Call } from '../../kernel/call.ts';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { ageOfCodes } from '../second-factors/recovery-codes.ts';
import { answerTokens } from '../sessions/answer-tokens.ts';
import { exchangeRefreshToken } from '../sessions/exchange-refresh-token.ts';
import type { Factor } from '../sessions/sessions.contract.ts';
import { beginRenewal } from '../sessions/sessions.entity.ts';
import type { ReauthenticationOutcome } from './reauthentications.contract.ts';

/**
 * Makes the session that asks a fresh one, and exchanges its tokens: whoever had got hold of those before does not
 * come in on the owner's heels. It stays the same session: a second one would be left behind when this one is ended.
 */
export async function refreshProof(
  ctx: Context,
  call: Call,
  given: { factors: Factor[]; passkeyId?: string | undefined; refreshToken: string | undefined },
): Promise<ReauthenticationOutcome | Fault> {
  const { factors, passkeyId = null, refreshToken } = given;
  const { accountId, sessionId: id } = accountOf(ctx.actor);
  // It may have been ended while its owner was typing.
  const held = await exchangeRefreshToken(ctx, call, { refreshToken, confirms: true });
  if (held instanceof Fault) return held;
  if (held.session.id !== id) throw new Error('a refresh token of another session was let in by the door');
  const now = ctx.clock.now();
  const tokensSince = beginRenewal(held.session, now);
  const codesMadeAt = await ageOfCodes(ctx, { accountId, factors });
  const proof = { authenticatedAt: now, shownAt: now, factors, passkeyId, codesMadeAt };
  Object.assign(held.session, proof, { tokensSince });
  recordAuditEntry(ctx, {
    action: 'session.reauthenticated',
    subjectType: 'session',
    subjectId: id,
    details: { factors },
  });
  await announce(ctx.em, { sessionId: id });
  return {
    freshUntil: after(now, FRESH_MS),
    secondFactor: null,
    session: await answerTokens(ctx, call, held),
  };
}
