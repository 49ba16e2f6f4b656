import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { deliverMail } from './deliver-mail.job.ts';
import './deliveries.entity.ts';

/**
 * Lets a prompt mail go at once that waits for its time, and answers whether there was one. It is composed once the
 * transaction that is open has committed, so it tells of what that changes; one that a sender has taken is left alone.
 */
export async function hastenMail(
  ctx: Context,
  { sendKey, aboutId }: { sendKey: string; aboutId: string },
): Promise<boolean> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const hastened = await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({ due_at: now, next_try_at: now })
    .where('send_key', '=', sendKey)
    .where('about_id', '=', aboutId)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  if (hastened === undefined) return false;
  await ctx.jobs.enqueue(deliverMail, { deliveryId: hastened.id });
  return true;
}
