import { LockMode } from '@mikro-orm/core';
import { accountOf, type Device } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { noteSecurityEvent, notifyOwner } from '../security-notices/notify-owner.ts';
import { endFreshness } from '../sessions/end-freshness.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { type ChosenFactorKind, type FactorAdded, SECOND_FACTOR_EXISTS } from './second-factors.contract.ts';
import { SecondFactorEntity, type SecondFactorRow } from './second-factors.entity.ts';

/** Whose factors change, and from where. */
export type Doer = {
  account: AccountRow;
  device: Device;
  sessionId: string | null;
  /** Whether it belongs to a registration, whose welcome tells of it: there is then no mail of its own. */
  isWelcomed?: boolean;
};

/** The account that changes its own factors, one change at a time, so that only one factor is the first. */
export async function lockOwner(ctx: Context): Promise<Doer> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  const account = await ctx.em.findOneOrFail(
    AccountEntity,
    { id: accountId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  await refuseNewProof(ctx, { accountId, sessionId });
  return { account, device, sessionId };
}

/**
 * Begins a factor anew, in place of one of its kind that was never confirmed. A confirmed one is never replaced
 * silently: refuses with SECOND_FACTOR_EXISTS.
 */
export async function beginFactor(
  ctx: Context,
  accountId: string,
  factor: Pick<SecondFactorRow, 'kind'> & Partial<SecondFactorRow>,
): Promise<SecondFactorRow> {
  const { kind } = factor;
  await ctx.em.nativeDelete(SecondFactorEntity, { accountId, kind, confirmedAt: null });
  if ((await ctx.em.count(SecondFactorEntity, { accountId, kind })) > 0)
    throw new Fault(SECOND_FACTOR_EXISTS);
  return ctx.em.create(
    SecondFactorEntity,
    { id: newId(), accountId, createdAt: ctx.clock.now(), ...factor },
    { persist: true },
  );
}

/** From now on the factor is asked for. With the first one come recovery codes. */
export async function confirmFactor(
  ctx: Context,
  factor: SecondFactorRow,
  { isWelcomed, ...doer }: Doer,
): Promise<FactorAdded> {
  const accountId = doer.account.id;
  const isFirst = (await ctx.em.count(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } })) === 0;
  const now = ctx.clock.now();
  factor.confirmedAt = now;
  // A stranger who has just signed in without it could otherwise remove it again.
  await endFreshness(ctx, { accountId, exceptSessionId: doer.sessionId });
  const added = { ...doer, made: { secondFactorId: factor.id } };
  if (isWelcomed) noteSecurityEvent(ctx, 'second-factor-added', added);
  else await notifyOwner(ctx, 'second-factor-added', added);
  return { recoveryCodes: isFirst ? await replaceRecoveryCodes(ctx, accountId, now) : null };
}

/** One that is begun and waits for its first code. */
export async function findUnconfirmed(
  ctx: Context,
  accountId: string,
  kind: ChosenFactorKind,
): Promise<SecondFactorRow | null> {
  return ctx.em.findOne(SecondFactorEntity, { accountId, kind, confirmedAt: null }, { refresh: true });
}
