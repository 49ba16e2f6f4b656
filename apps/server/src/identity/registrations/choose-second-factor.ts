import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { OneTimeCodeRow } from '../codes/codes.entity.ts';
import { beginFactor, confirmFactor, type Doer } from '../second-factors/confirm-factor.ts';
import { giveInitialWebhook } from '../second-factors/give-initial-webhook.ts';
import type { FactorAdded } from '../second-factors/second-factors.contract.ts';
import { SECOND_FACTOR_WANTS_PASSWORD } from './registrations.contract.ts';

/** Refuses a mailed code as second factor of an account whose first would be a mailed code too. */
export function assertChoice(input: { secondFactor?: string | undefined; password?: string | undefined }) {
  if (input.secondFactor === 'mail-code' && input.password === undefined)
    throw new Fault(SECOND_FACTOR_WANTS_PASSWORD);
}

/**
 * The second factors that come with a registration, once it has signed in: whoever registers has just shown what
 * they would be asked for. What was chosen counts for a new account alone, because anybody may begin a registration
 * with an address that is known.
 */
export async function giveChosenFactors(
  ctx: Context,
  code: OneTimeCodeRow,
  { doer, isNew }: { doer: Doer; isNew: boolean },
): Promise<FactorAdded> {
  const isEnrolment = typeof code.intent.enrolment === 'string';
  const giver = { ...doer, isWelcomed: isNew };
  const first = isEnrolment ? await giveInitialWebhook(ctx, giver) : { recoveryCodes: null };
  if (!isNew || !isMailCodeGiven(code)) return first;
  const chosen = await beginFactor(ctx, doer.account.id, { kind: 'mail-code' });
  const second = await confirmFactor(ctx, chosen, giver);
  return first.recoveryCodes === null ? second : first;
}

/** An app counts once it has shown a code. Until then a mailed code stands in, which there can be beside a password. */
function isMailCodeGiven({ intent }: OneTimeCodeRow): boolean {
  const { secondFactor, password } = intent;
  return secondFactor === 'mail-code' || (secondFactor === 'totp' && typeof password === 'string');
}
