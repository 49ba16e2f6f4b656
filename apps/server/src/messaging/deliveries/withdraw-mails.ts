import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import type { MailDeclaration } from '../mails/declare-mail.ts';
import './deliveries.entity.ts';

/**
 * Withdraws mails of a kind that are not on their way yet. One that a sender holds already is asked again
 * before it leaves: see `read` of the mail.
 */
export async function withdrawMails<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  which: { aboutId: string; accountId?: string },
  reason: string,
): Promise<void> {
  let withdrawal = sqlOf(ctx.em)
    .updateTable('delivery')
    .set({ state: 'withdrawn', outcome: reason, payload: '{}' as never })
    .where('kind', '=', mail.kind)
    .where('about_id', '=', which.aboutId)
    .where('state', '=', 'pending');
  if (which.accountId !== undefined) withdrawal = withdrawal.where('account_id', '=', which.accountId);
  await withdrawal.execute();
}
