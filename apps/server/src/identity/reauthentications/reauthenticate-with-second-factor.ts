import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { limitTries } from '../codes/limit-tries.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { lockTicket } from '../sign-in-tickets/lock-ticket.ts';
import { type SecondFactorKind, TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import type { ReauthenticationOutcome } from './reauthentications.contract.ts';
import { refreshProof } from './refresh-proof.ts';

type Shown = { ticket: string; kind: SecondFactorKind; isRight: boolean };

/** The second step. A ticket that another session was given is none here. */
export async function reauthenticateWithSecondFactor(
  ctx: Context,
  given: Shown,
): Promise<ReauthenticationOutcome | Fault> {
  const { sessionId } = accountOf(ctx.actor);
  const { ticket, account } = await lockTicket(ctx, given.ticket, ['reauthentication']);
  if (ticket.sessionId !== sessionId) throw new Fault(TICKET_INVALID);
  const owed = await listOwedFactors(ctx, { accountId: account.id, firstFactor: ticket.firstFactor });
  const refusal = owed.includes(given.kind) ? await showPassword(ctx, account, given) : new Fault(CODE_WRONG);
  if (refusal instanceof Fault) return refusal;
  ticket.completedAt = ctx.clock.now();
  ticket.consumedAt = ctx.clock.now();
  return refreshProof(ctx, [ticket.firstFactor, given.kind]);
}

/** The only second factor that can be shown as yet; every try counts at the one counter of second factors. */
async function showPassword(ctx: Context, account: AccountRow, given: Shown): Promise<object | Fault> {
  return limitTries(ctx, {
    key: `second-factor ${account.addressKey}`,
    wrong: CODE_WRONG,
    attempt: async () => (given.kind === 'password' && given.isRight ? {} : undefined),
  });
}
