import { sql } from 'kysely';
import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import '../../kernel/jobs/job-pauses.entity.ts';
import { PAUSED_AS } from '../../messaging/deliveries/deliveries.entity.ts';
import { controlOf } from './control-of.ts';
import { QUEUE_NOT_FOUND, type QueueInput } from './jobs.contract.ts';
import { noteSteering } from './note-steering.ts';

/** Nobody works on this queue, or this lane of mail, until it goes on. What is in hand is finished. */
export async function pauseQueue(ctx: Context, { queue }: QueueInput): Promise<Record<string, never>> {
  controlOf(ctx);
  await assertQueue(ctx, queue);
  if (await pause(ctx, 'queue', queue)) {
    noteSteering(ctx, 'paused', { queue });
    await announce(ctx.em, { pausesChanged: true });
  }
  return {};
}

export async function resumeQueue(ctx: Context, { queue }: QueueInput): Promise<Record<string, never>> {
  controlOf(ctx);
  await assertQueue(ctx, queue);
  if (await resume(ctx, 'queue', queue)) {
    noteSteering(ctx, 'resumed', { queue });
    await announce(ctx.em, { pausesChanged: true });
  }
  return {};
}

/** Answers whether it was not paused before. */
export async function pause(ctx: Context, what: 'queue' | 'schedule', name: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await sqlOf(ctx.em)
    .insertInto('job_pause')
    .values({
      what,
      name,
      paused_at: instantFor(ctx.em, ctx.clock.now()),
      paused_by: actorIdOf(ctx.actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** Answers whether it was paused. */
export async function resume(ctx: Context, what: 'queue' | 'schedule', name: string): Promise<boolean> {
  const { numDeletedRows } = await sqlOf(ctx.em)
    .deleteFrom('job_pause')
    .where('what', '=', what)
    .where('name', '=', name)
    .executeTakeFirst();
  return Number(numDeletedRows) > 0;
}

async function assertQueue(ctx: Context, name: string): Promise<void> {
  if (Object.values<string>(PAUSED_AS).includes(name)) return;
  const { rows } = await sql`select 1 from pgboss.queue
    where name = ${name} and name <> 'dead-letters' and name not like '\\_\\_pgboss%'`.execute(sqlOf(ctx.em));
  if (rows.length === 0) throw new Fault(QUEUE_NOT_FOUND);
}
