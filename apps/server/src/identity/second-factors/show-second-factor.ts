import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { OneTimeCodeEntity } from '../codes/codes.entity.ts';
import { limitTries } from '../codes/limit-tries.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { acceptPassword } from '../passwords/compare-password.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { type HeldTicket, lockTicket } from '../sign-in-tickets/lock-ticket.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import type { TicketPurpose } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import type { Compared } from './compare-password.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { FACTOR_NOT_OWED, type TypedFactorKind } from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';
import { asDigits, triesOf } from './shown-codes.ts';
import { takeTotpStep } from './totp.ts';

type Shown = {
  ticket: string;
  /** What the ticket may have been made for. */
  purposes: readonly TicketPurpose[];
  /** The session that alone may use the ticket, if it was given to one. */
  sessionId?: string;
  kind: TypedFactorKind;
  code: string;
};

/**
 * Open to whoever holds a ticket, which is the proof of a first factor. Takes a second factor that the ticket owes,
 * whatever it is for; every wrong try counts at the one counter of the account, whatever the kind and the ticket.
 * Who calls ends the ticket by `completeTicket`. A returned refusal must be answered, not thrown.
 */
export async function showSecondFactor(ctx: Context, shown: Shown & Compared): Promise<HeldTicket | Fault> {
  const held = await lockTicket(ctx, shown.ticket, shown.purposes);
  // Whoever comes second with one ticket finds nothing owed any more.
  const isForOther = shown.sessionId !== undefined && held.ticket.sessionId !== shown.sessionId;
  if (held.ticket.completedAt || isForOther) throw new Fault(TICKET_INVALID);
  const { id: accountId, address } = held.account;
  const owed = await listOwedFactors(ctx, { accountId, firstFactor: held.ticket.firstFactor });
  if (!owed.includes(shown.kind)) throw new Fault(FACTOR_NOT_OWED);
  const sent = await findSentCode(ctx, held, shown);
  if (sent) {
    const code = await redeemCode(ctx, {
      purpose: 'second-factor',
      ticket: sent.id,
      code: asDigits(shown.code),
    });
    return code instanceof Fault ? code : held;
  }
  return limitTries(ctx, {
    key: triesOf(address),
    wrong: CODE_WRONG,
    attempt: async () => ((await isRight(ctx, held, shown)) ? held : undefined),
  });
}

/** The code that was asked for with this ticket, for this kind, and for the address that the account has now. */
async function findSentCode(ctx: Context, { ticket, account }: HeldTicket, { kind }: Shown) {
  if ((kind !== 'mail-code' && kind !== 'webhook-code') || !ticket.codeTicket) return null;
  const { addressKey } = account;
  const code = await ctx.em.findOne(OneTimeCodeEntity, { id: ticket.codeTicket, addressKey });
  return code?.intent.kind === kind ? code : null;
}

/** Called behind the lock of the counter, where all tries for one account stand in line. */
async function isRight(ctx: Context, { account }: HeldTicket, shown: Shown & Compared): Promise<boolean> {
  switch (shown.kind) {
    case 'password':
      return shown.compared !== null && (await acceptPassword(ctx, shown.compared))?.id === account.id;
    case 'recovery-code':
      return takeRecoveryCode(ctx, { accountId: account.id, code: shown.code });
    case 'totp': {
      const factor = await ctx.em.findOneOrFail(
        SecondFactorEntity,
        { accountId: account.id, kind: 'totp' },
        { refresh: true },
      );
      return takeTotpStep(ctx, factor, asDigits(shown.code));
    }
    default:
      // No code was asked for, or for another kind: a guess at it counts all the same.
      return false;
  }
}
