import { LockMode } from '@mikro-orm/core';
import type { Call } from '../../kernel/call.ts';
import { HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { createSecurityLink } from '../security-links/create-security-link.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { addressChangedMail } from './address-changed.mail.ts';
import {
  ADDRESS_TAKEN,
  type ChangedAddress,
  type ConfirmAddressChangeInput,
} from './address-changes.contract.ts';
import { findLinkBack } from './find-link-back.ts';
import { moveAddress } from './move-address.ts';
import { putBack } from './undo-address-change.ts';
import { voidWhatIsPending } from './void-what-is-pending.ts';

/** How long whoever reads the old mailbox can take the address back. */
const UNDO_LIFETIME_MS = 72 * HOUR_MS;

/** Open to everybody: the code is the proof, of the new mailbox and of who began the change. */
export async function confirmAddressChange(
  ctx: Context,
  input: ConfirmAddressChangeInput,
  call: Call,
): Promise<ChangedAddress | Fault> {
  const code = await redeemCode(ctx, { purpose: 'address-change', ...input });
  if (code instanceof Fault) return code;
  const account = await ctx.em.findOne(
    AccountEntity,
    { id: String(code.intent.accountId), addressKey: String(code.intent.fromAddressKey) },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  // The address was changed since the code was mailed, by another code or back.
  if (account === null || !(await isGoingOn(ctx, code.intent.sessionId))) return new Fault(CODE_WRONG);
  if (account.disabledAt) return new Fault(ACCOUNT_DISABLED);

  // Coming back to an address that the account had is the same as using the link to it. The address in between gets
  // none of its own: a stranger who had moved the account there and back could take it when the owner's link is over.
  const isElsewhere = code.addressKey !== account.addressKey;
  const link = isElsewhere
    ? await findLinkBack(ctx, { accountId: account.id, addressKey: code.addressKey })
    : undefined;
  if (link !== undefined) return putBack(ctx, { link, account, address: code.address });
  const { address: old, addressKey: oldKey } = account;
  if (!(await moveAddress(ctx, account, code.address))) return new Fault(ADDRESS_TAKEN);
  await voidWhatIsPending(ctx, { accountId: account.id, addressKey: oldKey });
  recordAuditEntry(ctx, {
    action: 'account.address-changed',
    subjectType: 'account',
    subjectId: account.id,
    details: { from: old, to: account.address },
  });
  await tellOldAddress(ctx, call, { account, old });
  return { address: account.address };
}

/** A change is over with the session that began it: its owner may have ended that because of a stranger in it. */
async function isGoingOn(ctx: Context, sessionId: unknown): Promise<boolean> {
  if (typeof sessionId !== 'string') return false;
  return (await ctx.em.count(SessionEntity, { id: sessionId, endedAt: null })) > 0;
}

async function tellOldAddress(
  ctx: Context,
  call: Call,
  { account, old }: { account: AccountRow; old: string },
): Promise<void> {
  const token = createSecurityLink(ctx, {
    purpose: 'undo-address-change',
    accountId: account.id,
    details: { address: old },
    lifetimeMs: UNDO_LIFETIME_MS,
  });
  await postMail(ctx, addressChangedMail, {
    sendKey: `address-changed:${newId()}`,
    recipient: old,
    accountId: account.id,
    locale: account.locale,
    payload: {
      fullName: account.fullName,
      at: ctx.clock.now().toISOString(),
      ...whereabouts(ctx.config, call.device, account.locale),
      token,
    },
  });
}
