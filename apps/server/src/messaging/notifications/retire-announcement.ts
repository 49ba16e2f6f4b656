import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { forUpdate, instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { IS_ANNOUNCEMENT } from './notifications.entity.ts';
import { wakeAfterCommit } from './wake-readers.ts';

/**
 * Takes back the notices of an announcement: they count as acknowledged, since nobody is shown them any more and could
 * acknowledge them. They stay, because the numbers of their account go on from theirs. They are not looked for by their
 * mails, which may be gone before, nor by who takes part by now.
 */
export async function retireAnnouncement(
  ctx: Context,
  { announcementId, eventId }: { announcementId: string; eventId: string },
): Promise<void> {
  const db = sqlOf(ctx.em);
  // In the order in which notices are numbered.
  const told = db
    .selectFrom('notification')
    .select('id')
    .where(sql<boolean>`${sql.raw(IS_ANNOUNCEMENT)}`)
    .where('event_id', '=', eventId)
    .where(sql<boolean>`params->>'announcementId' = ${announcementId}`)
    .where('acknowledged_at', 'is', null)
    .orderBy('account_id');
  await db
    .with('told', () => forUpdate(ctx.em, told))
    .updateTable('notification')
    .set({ acknowledged_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('id', 'in', (row) => row.selectFrom('told').select('told.id'))
    .execute();
  wakeAfterCommit(ctx, 'all');
}
