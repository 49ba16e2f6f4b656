import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { NotWanted } from '../../messaging/mails/declare-mail.ts';
import './codes.entity.ts';

/** Why a mailed code would be of no use any more, or null if it still is. */
export async function whyCodeIsUseless(ctx: Context, ticket: string): Promise<NotWanted | null> {
  const row = await sqlOf(ctx.em)
    .selectFrom('one_time_code')
    .select(['consumed_at', 'expires_at'])
    .where('id', '=', ticket)
    .executeTakeFirst();
  if (row === undefined) return new NotWanted('the code is gone');
  if (row.consumed_at !== null) return new NotWanted('the code has been used');
  if (toInstant(row.expires_at) <= ctx.clock.now()) return new NotWanted('the code has run out');
  return null;
}
