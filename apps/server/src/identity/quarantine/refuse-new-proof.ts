import type { Context } from '../../kernel/context.ts';
import { REAUTHENTICATION_REQUIRED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { PasskeyEntity } from '../passkeys/passkeys.entity.ts';
import { SecondFactorEntity } from '../second-factors/second-factors.entity.ts';
import { SessionEntity, type SessionRow } from '../sessions/sessions.entity.ts';
import { FACTOR_TOO_NEW } from './quarantine.contract.ts';
import { isSeasoned } from './quarantine.ts';

/**
 * Refuses a session that was last confirmed with a factor of less than a day, where the account has an older one.
 * Somebody who had a fresh session in hand for a moment could otherwise add a factor of their own, and with that
 * alone put away everything that was there before. See decision 0011.
 */
export async function refuseNewProof(
  ctx: Context,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  const session = await ctx.em.findOneOrFail(SessionEntity, { id: sessionId });
  const shown = session.factors.filter((factor) => factor === 'totp' || factor === 'webhook-code');
  const { codesMadeAt } = session;
  if (session.passkeyId === null && shown.length === 0 && !codesMadeAt) return;
  const passkeys = await ctx.em.find(PasskeyEntity, { accountId });
  const others = await ctx.em.find(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } });
  const added = [
    ...passkeys.map(({ id, createdAt }) => ({ isShown: id === session.passkeyId, at: createdAt })),
    // That passkeys are asked for is no factor beside the passkeys, and a mailed code is as old as the mailbox.
    ...others
      .filter(({ kind }) => kind === 'totp' || kind === 'webhook-code')
      .map(({ kind, confirmedAt }) => ({ isShown: shown.includes(kind as never), at: confirmedAt as Date })),
  ];
  if (added.length === 0) return;
  if (isLost(session, passkeys)) throw new Fault(REAUTHENTICATION_REQUIRED);
  const proof = added.filter(({ isShown }) => isShown);
  // Codes prove what a factor of their age would. Older ones hold nothing back: they are for when all else is lost.
  if (codesMadeAt) proof.push({ isShown: true, at: codesMadeAt });
  if (proof.some(({ at }) => isSeasoned(ctx, at))) return;
  const youngest = Math.min(...proof.map(({ at }) => at.getTime()));
  if (added.some(({ isShown, at }) => !isShown && at.getTime() < youngest)) throw new Fault(FACTOR_TOO_NEW);
}

/** Whether the passkey that was shown has been taken off since: its age is no longer known. */
function isLost({ passkeyId }: SessionRow, passkeys: readonly { id: string }[]): boolean {
  return passkeyId !== null && passkeyId !== undefined && !passkeys.some(({ id }) => id === passkeyId);
}
