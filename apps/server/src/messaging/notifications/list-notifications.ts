import { sql } from 'kysely';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import type { Notices } from './notice.ts';
import type { ListNotificationsInput, NotificationPage } from './notifications.contract.ts';
import { numberNotices } from './number-notices.ts';
import { noticesIn, readNoticeRows } from './read-notices.ts';

/** One's own, the newest first. Where some were never seen before, they get their numbers, and the page is read again. */
export async function listNotifications(
  ctx: Context,
  input: ListNotificationsInput,
  notices: Notices,
): Promise<NotificationPage> {
  const { accountId, profile } = accountOf(ctx.actor);
  const { limit } = input;
  const list = `notifications of ${accountId}`;
  const [before] = openCursor(ctx.config, list, input.cursor) ?? [];
  const place = before === undefined ? sql`` : sql`and notice.number < ${before as number}`;
  const kinds = sql.join([...notices.keys()]);
  const read = (which = sql``) =>
    readNoticeRows(ctx, {
      source: sql`notification as notice`,
      rest: sql`where notice.account_id = ${accountId} and notice.kind in (${kinds}) ${place} ${which}
                order by notice.number desc nulls first limit ${limit + 1}`,
    });
  let rows = await read();
  if (rows.some((row) => row.number === null)) {
    await numberNotices(ctx, [accountId]);
    // What was written since has its number with the next page that begins, and takes no place in this one.
    rows = await read(sql`and notice.number is not null`);
  }
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: noticesIn({ notices, log: ctx.log }, profile.locale, rows.slice(0, limit)),
    nextCursor: last ? sealCursor(ctx.config, list, [last.number as number]) : null,
  };
}
