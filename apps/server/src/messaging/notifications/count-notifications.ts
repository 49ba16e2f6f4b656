import { sql } from 'kysely';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import type { Notices } from './notice.ts';
import type { NotificationCount } from './notifications.contract.ts';
import { countsOf } from './number-notices.ts';

/** One's own. */
export async function countNotifications(
  ctx: Context,
  _input: object,
  notices: Notices,
): Promise<NotificationCount> {
  const { accountId } = accountOf(ctx.actor);
  const { unacknowledged } = countsOf(sql`${accountId}`, [...notices.keys()]);
  const { rows } = await sql<NotificationCount>`select ${unacknowledged} as unacknowledged`.execute(
    sqlOf(ctx.em),
  );
  return { unacknowledged: Number(rows[0]?.unacknowledged ?? 0) };
}
