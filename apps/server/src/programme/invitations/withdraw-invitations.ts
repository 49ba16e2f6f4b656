import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import {
  INVITATION_NOT_FOUND,
  type Invitation,
  type WithdrawInvitationInput,
} from './invitations.contract.ts';
import './invitations.entity.ts';

/** Takes one back; a mail that is not on its way yet stays unsent. Whoever has registered is rejected instead. */
export async function withdrawInvitation(
  ctx: Context,
  { invitationId }: WithdrawInvitationInput,
): Promise<Invitation> {
  const row = await sqlOf(ctx.em)
    .deleteFrom('invitation')
    .where('id', '=', invitationId)
    .returning(['event_id', 'address', 'full_name', 'created_at'])
    .executeTakeFirst();
  if (row === undefined) throw new Fault(INVITATION_NOT_FOUND);
  recordAuditEntry(ctx, {
    action: 'invitation.withdrawn',
    subjectType: 'event',
    subjectId: row.event_id,
    details: { invitationId },
  });
  return {
    id: invitationId,
    eventId: row.event_id,
    address: row.address,
    fullName: row.full_name,
    createdAt: toInstant(row.created_at),
  };
}

/** Takes back what was sent to an address that has no account yet: for one event, or for all. */
export async function withdrawInvitations(
  ctx: Context,
  { addressKey, eventId }: { addressKey: string; eventId: string | null },
): Promise<void> {
  const ofAddress = sqlOf(ctx.em).deleteFrom('invitation').where('address_key', '=', addressKey);
  await (eventId === null ? ofAddress : ofAddress.where('event_id', '=', eventId)).execute();
}
