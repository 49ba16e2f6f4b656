import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { readSqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { type SealedFor, unseal } from '../../kernel/seal.ts';
import type { CalendarFeed } from './calendar-feeds.contract.ts';
import './calendar-feeds.entity.ts';

/** The address of one's own feed, if there is one. */
export async function readCalendarFeed(ctx: Context): Promise<CalendarFeed> {
  const { accountId } = accountOf(ctx.actor);
  const row = await readSqlOf(ctx.em)
    .selectFrom('calendar_feed')
    .select(['sealed_token', 'created_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) return { url: null, createdAt: null };
  const token = unseal(ctx.config, row.sealed_token, sealedFor(accountId));
  return { url: feedUrl(ctx, token), createdAt: toInstant(row.created_at) };
}

export function feedUrl({ config }: Pick<Context, 'config'>, token: string): string {
  return `${config.PUBLIC_URL}/calendar/mine/${token}.ics`;
}

export function sealedFor(accountId: string): SealedFor {
  return { purpose: 'calendar feed', belongsTo: accountId };
}
