import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { holdAccount } from '../../people/accounts/hold-account.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { PASSKEY_REFUSED } from '../passkeys/passkeys.contract.ts';
import { startSession } from '../sessions/start-session.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { openTicket } from '../sign-in-tickets/open-ticket.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import type { FirstFactor } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import { claimAddress } from './claim-address.ts';
import { CREDENTIALS_WRONG } from './sign-ins.contract.ts';

/** Nobody signs in to a system user. That it is one is not told: the refusal is that of a wrong proof. */
const REFUSAL_OF = {
  passkey: PASSKEY_REFUSED,
  password: CREDENTIALS_WRONG,
  'mail-code': CODE_WRONG,
} as const;

/**
 * Whoever has shown a first factor passes here, whatever the way in: to a session, or to a ticket for the factor
 * that is still owed. No other way leads from a first factor to a session.
 */
export async function passFirstFactor(
  ctx: Context,
  call: Call,
  given: {
    account: AccountRow;
    /** It is held already, and is as it was found behind that. */
    isHeld?: boolean;
    firstFactor: FirstFactor;
    passkeyId?: string;
    deliver: 'body' | 'cookie';
  },
): Promise<SignInOutcome | Fault> {
  const { account, firstFactor, passkeyId, deliver } = given;
  if (account.isSystem) return new Fault(REFUSAL_OF[firstFactor]);
  // Otherwise a factor that is just being added would not be owed, and a session that is just begun outlive a change that
  // ends all of them.
  const held = given.isHeld ? account : await holdAccount(ctx, account.id);
  if (held.disabledAt) return new Fault(ACCOUNT_DISABLED);
  // The account was moved away while its old address was being proved.
  if (firstFactor !== 'passkey' && held.addressKey !== account.addressKey)
    return new Fault(REFUSAL_OF[firstFactor]);
  if (firstFactor === 'mail-code') await claimAddress(ctx, account);
  const factors = await listOwedFactors(ctx, { accountId: account.id, firstFactor });
  if (factors.length > 0)
    return {
      session: null,
      secondFactor: openTicket(ctx, { purpose: 'sign-in', accountId: account.id, firstFactor, factors }),
    };
  const session = await startSession(ctx, call, { account, deliver, factors: [firstFactor], passkeyId });
  return { session, secondFactor: null };
}
