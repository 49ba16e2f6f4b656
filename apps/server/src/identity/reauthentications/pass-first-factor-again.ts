import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import type { Fault } from '../../kernel/fault.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { openTicket } from '../sign-in-tickets/open-ticket.ts';
import type { FirstFactor } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import type { ReauthenticationOutcome } from './reauthentications.contract.ts';
import { refreshProof } from './refresh-proof.ts';

/**
 * Whoever is signed in and has shown a first factor again passes here: to a fresh session, or to a ticket for the
 * factor that is still owed, which this session alone can use. The same is owed as at a sign-in.
 */
export async function passFirstFactorAgain(
  ctx: Context,
  call: Call,
  given: { firstFactor: FirstFactor; passkeyId?: string; refreshToken: string | undefined },
): Promise<ReauthenticationOutcome | Fault> {
  const { firstFactor, passkeyId, refreshToken } = given;
  const { accountId, sessionId } = accountOf(ctx.actor);
  // A factor that is just being added is owed.
  await holdAccount(ctx, accountId);
  const factors = await listOwedFactors(ctx, { accountId, firstFactor });
  if (factors.length === 0)
    return refreshProof(ctx, call, { factors: [firstFactor], passkeyId, refreshToken });
  return {
    freshUntil: null,
    session: null,
    secondFactor: openTicket(ctx, {
      purpose: 'reauthentication',
      accountId,
      firstFactor,
      factors,
      sessionId,
    }),
  };
}
