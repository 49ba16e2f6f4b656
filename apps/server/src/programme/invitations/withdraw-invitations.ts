import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import './invitations.entity.ts';

/** Takes back what was sent to an address that has no account yet: for one event, or for all. */
export async function withdrawInvitations(
  ctx: Context,
  { addressKey, eventId }: { addressKey: string; eventId: string | null },
): Promise<void> {
  const ofAddress = sqlOf(ctx.em).deleteFrom('invitation').where('address_key', '=', addressKey);
  await (eventId === null ? ofAddress : ofAddress.where('event_id', '=', eventId)).execute();
}
