import { isPasskeyNeeded } from '../../identity/passkeys/is-passkey-needed.ts';
import { PasskeyEntity } from '../../identity/passkeys/passkeys.entity.ts';
import { guardOn } from '../../identity/quarantine/quarantine.ts';
import { deleteRecoveryCodes } from '../../identity/second-factors/recovery-codes.ts';
import { SecondFactorEntity } from '../../identity/second-factors/second-factors.entity.ts';
import { notifyOwner } from '../../identity/security-notices/notify-owner.ts';
import { isMailboxAlone } from '../../identity/sign-in-tickets/is-mailbox-alone.ts';
import { voidTickets } from '../../identity/sign-in-tickets/void-tickets.ts';
import { NOWHERE } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { BAD_INPUT } from '../../kernel/fault.contract.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { EXACTLY_ONE, fieldProblem } from '../../kernel/field-problem.contract.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import { FACTOR_NEEDED, FACTOR_NOT_FOUND, type RemoveAccountFactorInput } from './account-care.contract.ts';
import type { AccountRow } from './accounts.entity.ts';
import { endSessionsOf } from './end-account-sessions.ts';
import { lockCharge } from './lock-charge.ts';

/**
 * Takes a factor off that its owner has lost, or that was never theirs. A code to the confirmed address is a way in
 * that stays; what the owner would not be let remove is not removed for them either. Every session ends: one of them
 * may be whose factor it was.
 */
export async function removeAccountFactor(
  ctx: Context,
  input: RemoveAccountFactorInput,
): Promise<Record<string, never>> {
  const { accountId, kind, passkeyId, reason } = input;
  if ((kind === undefined) === (passkeyId === undefined))
    throw faultAt(BAD_INPUT, fieldProblem('kind', EXACTLY_ONE, { fields: ['kind', 'passkeyId'] }));
  const account = await lockCharge(ctx, accountId);
  const removed =
    kind === undefined ? await removePasskey(ctx, account, passkeyId) : await removeKind(ctx, account, kind);
  await ctx.em.flush();
  const endedSessions = await endSessionsOf(ctx, accountId, 'ended');
  await voidTickets(ctx, { accountId });
  recordAuditEntry(ctx, {
    action: 'account.factor-removed',
    subjectType: 'account',
    subjectId: accountId,
    details: { kind: kind ?? 'passkey', ...removed, reason, endedSessions },
  });
  const device = ctx.actor.kind === 'system' ? NOWHERE : ctx.actor.device;
  const event = kind === undefined ? 'passkey-removed' : 'second-factor-removed';
  await notifyOwner(ctx, event, { account, device, sessionId: null });
  await announce(ctx.em, { accountId });
  return {};
}

async function removePasskey(
  ctx: Context,
  account: AccountRow,
  passkeyId: string | undefined,
): Promise<object> {
  const { id } = account;
  const passkey = await ctx.em.findOne(PasskeyEntity, { accountId: id, id: passkeyId ?? null });
  if (passkey === null) throw new Fault(FACTOR_NOT_FOUND);
  if (await isPasskeyNeeded(ctx, { accountId: id, passkeyIds: [passkey.id] })) throw new Fault(FACTOR_NEEDED);
  guardOn(ctx, account, passkey);
  ctx.em.remove(passkey);
  return { passkeyId, name: passkey.name };
}

async function removeKind(
  ctx: Context,
  { id: accountId }: AccountRow,
  named: NonNullable<RemoveAccountFactorInput['kind']>,
): Promise<object> {
  const kind = named === 'passkey-as-second-factor' ? 'passkey' : named;
  const factors = await ctx.em.find(SecondFactorEntity, { accountId, confirmedAt: { $ne: null } });
  const factor = factors.find((one) => one.kind === kind);
  if (factor === undefined) throw new Fault(FACTOR_NOT_FOUND);
  if (await isMailboxAlone(ctx, { accountId, choice: kind })) throw new Fault(FACTOR_NEEDED);
  ctx.em.remove(factor);
  if (factors.length === 1) await deleteRecoveryCodes(ctx, accountId);
  return {};
}
