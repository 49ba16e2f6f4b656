import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import '../../kernel/jobs/job-pauses.entity.ts';
import type { AnyMail } from '../mails/declare-mail.ts';
import { DUE_COLUMNS, dueDelivery } from './claim-deliveries.ts';
import { tellOfWaiting } from './deliver-claimed.ts';
import { type DeliveryLane, IS_UNTOLD, PAUSED_AS } from './deliveries.entity.ts';

const AT_ONCE = 100;

/**
 * Tells within the product of mails that have become due in a lane that is paused: a paused relay is no reason to miss
 * one's event. Answers whether that was all. They are marked when it is done: a process that dies before that leaves them
 * to the next look, and however many look, a notice is one by its key.
 */
export async function tellOfPaused(
  ctx: Context,
  lane: DeliveryLane,
  mails: readonly AnyMail[],
): Promise<boolean> {
  const kinds = mails.flatMap(({ kind, notice }) => (notice === undefined ? [] : kind));
  if (kinds.length === 0) return true;
  const rows = await sqlOf(ctx.em)
    .selectFrom('delivery')
    .select(DUE_COLUMNS)
    .where(sql<boolean>`exists (select 1 from job_pause where what = 'queue' and name = ${PAUSED_AS[lane]})`)
    .where(sql<boolean>`${sql.raw(IS_UNTOLD)}`)
    .where('lane', '=', lane)
    .where('next_try_at', '<=', instantFor(ctx.em, ctx.clock.now()))
    .where('kind', 'in', kinds)
    .orderBy('next_try_at')
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return true;
  await tellOfWaiting(ctx, rows.map(dueDelivery), mails);
  await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({ told_at: instantFor(ctx.em, ctx.clock.now()) })
    .where(
      isAmong(
        ctx.em,
        'id',
        rows.map(({ id }) => id),
      ),
    )
    .where('state', '=', 'pending')
    .execute();
  return rows.length < AT_ONCE;
}
