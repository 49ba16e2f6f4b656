import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import '../deliveries/deliveries.entity.ts';
import './notifications.entity.ts';
import { wakeAfterCommit } from './wake-readers.ts';

/**
 * Takes back the notices of the mails of this kind about this: they count as acknowledged, since nobody is shown them
 * any more and could acknowledge them. They stay, because the numbers of their account go on from theirs.
 */
export async function retireNotices(
  ctx: Context,
  { kind, aboutId }: { kind: string; aboutId: string },
): Promise<void> {
  await sqlOf(ctx.em)
    .with('told', (db) => {
      // By their mails, which are found by what they are about; in the order in which notices are numbered.
      const told = db
        .selectFrom('notification')
        .innerJoin('delivery', (join) =>
          join
            .onRef('delivery.account_id', '=', 'notification.account_id')
            .onRef('delivery.send_key', '=', 'notification.key'),
        )
        .where('delivery.about_id', '=', aboutId)
        .where('delivery.kind', '=', kind)
        .where('notification.acknowledged_at', 'is', null)
        .select('notification.id')
        .orderBy('notification.account_id');
      return isSqlite(ctx.em) ? told : told.forUpdate('notification');
    })
    .updateTable('notification')
    .set({ acknowledged_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('id', 'in', (db) => db.selectFrom('told').select('told.id'))
    .execute();
  wakeAfterCommit(ctx, 'all');
}
