import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import './invitations.entity.ts';

/** Uses up the invitation of an address to an event; false when there is none. */
export async function takeInvitation(ctx: Context, eventId: string, addressKey: string): Promise<boolean> {
  const { numDeletedRows } = await sqlOf(ctx.em)
    .deleteFrom('invitation')
    .where('event_id', '=', eventId)
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
