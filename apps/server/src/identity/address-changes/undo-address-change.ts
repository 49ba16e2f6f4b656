import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, type AccountRow, addressKey } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { SecurityLinkEntity, type SecurityLinkRow } from '../security-links/security-links.entity.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { addressChangeUndoneMail } from './address-change-undone.mail.ts';
import {
  ADDRESS_TAKEN,
  type ChangedAddress,
  UNDO_LINK_INVALID,
  type UndoAddressChangeInput,
} from './address-changes.contract.ts';
import { moveAddress } from './move-address.ts';
import { voidWhatIsPending } from './void-what-is-pending.ts';

/** Open to everybody: whoever holds the link reads the mailbox that the account had. Works once; again, it answers the same. */
export async function undoAddressChange(
  ctx: Context,
  input: UndoAddressChangeInput,
): Promise<ChangedAddress | Fault> {
  const link = await ctx.em.findOne(SecurityLinkEntity, {
    tokenHash: sha256(input.token),
    purpose: 'undo-address-change',
  });
  if (link === null) throw new Fault(UNDO_LINK_INVALID);
  // All links of an account stand in line at its row, and read behind it what the one before has done.
  const account = await ctx.em.findOneOrFail(
    AccountEntity,
    { id: link.accountId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  await ctx.em.refresh(link);
  const address = String(link.details.address);
  if (link.usedAt && account.addressKey === addressKey(address)) return { address: account.address };
  if (link.usedAt || link.expiresAt <= ctx.clock.now()) throw new Fault(UNDO_LINK_INVALID);
  return putBack(ctx, { link, account, address });
}

/** Ends whatever was begun at the address that is left, and every session: a stranger may have moved the account there. */
export async function putBack(
  ctx: Context,
  { link, account, address }: { link: SecurityLinkRow; account: AccountRow; address: string },
): Promise<ChangedAddress | Fault> {
  const undone = { address: account.address, addressKey: account.addressKey };
  const entry = {
    subjectType: 'account',
    subjectId: account.id,
    details: { from: undone.address, to: address },
  };
  if (!(await moveAddress(ctx, account, address))) {
    recordAuditEntry(ctx, { ...entry, action: 'account.address-undo-refused' });
    return new Fault(ADDRESS_TAKEN);
  }
  recordAuditEntry(ctx, { ...entry, action: 'account.address-change-undone' });
  await closeLinksSince(ctx, link);
  await voidWhatIsPending(ctx, { accountId: account.id, addressKey: undone.addressKey });
  const open = await ctx.em.find(SessionEntity, { accountId: account.id, endedAt: null }, { fields: ['id'] });
  await endSessions(ctx, { sessionIds: open.map(({ id }) => id), reason: 'reported' });
  await postMail(ctx, addressChangeUndoneMail, {
    sendKey: `address-change-undone:${newId()}`,
    recipient: undone.address,
    accountId: account.id,
    locale: account.locale,
    payload: { fullName: account.fullName },
  });
  return { address: account.address };
}

/** Links of later changes went to addresses that are undone with them: they must not bring those back. */
async function closeLinksSince(ctx: Context, link: SecurityLinkRow): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('security_link')
    .set({ used_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('account_id', '=', link.accountId)
    .where('purpose', '=', 'undo-address-change')
    .where('used_at', 'is', null)
    .where('created_at', '>=', instantFor(ctx.em, link.createdAt))
    .execute();
}
