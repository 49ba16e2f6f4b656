import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { BAD_INPUT } from '../../kernel/fault.contract.ts';
import { faultAt } from '../../kernel/fault.ts';
import { AT_LEAST_ONE, fieldProblem } from '../../kernel/field-problem.contract.ts';
import { countNotifications } from './count-notifications.ts';
import type { Notices } from './notice.ts';
import type { AcknowledgeNotificationsInput, NotificationCount } from './notifications.contract.ts';
import './notifications.entity.ts';
import { wakeAfterCommit } from './wake-readers.ts';

/** Notes that one has seen them: one's own alone, whatever else is named. Answers how many are left. */
export async function acknowledgeNotifications(
  ctx: Context,
  { ids = [], upTo }: AcknowledgeNotificationsInput,
  notices: Notices,
): Promise<NotificationCount> {
  const { accountId } = accountOf(ctx.actor);
  if (ids.length === 0 && upTo === undefined)
    throw faultAt(BAD_INPUT, fieldProblem('ids', AT_LEAST_ONE, { fields: ['ids', 'upTo'] }));
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('notification')
    .set({ acknowledged_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('account_id', '=', accountId)
    .where('acknowledged_at', 'is', null)
    .where(({ or, eb }) =>
      or([
        ...(ids.length > 0 ? [eb('id', 'in', ids)] : []),
        ...(upTo === undefined ? [] : [eb('number', '<=', upTo)]),
      ]),
    )
    .executeTakeFirst();
  // Other devices of theirs count, too.
  if (numUpdatedRows > 0n) wakeAfterCommit(ctx, [accountId]);
  return countNotifications(ctx, {}, notices);
}
