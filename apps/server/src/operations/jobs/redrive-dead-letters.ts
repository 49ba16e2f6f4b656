import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { controlOf } from './control-of.ts';
import type { DeleteDeadLettersInput, RedriveInput, Redriven } from './jobs.contract.ts';
import { noteSteering } from './note-steering.ts';

const MOST_AT_ONCE = 1_000;

type Counted = { queue: string; count: number };

/**
 * Puts dead letters back into the queues that they came from, as new jobs. A handler asks how things stand before it
 * does something: what was done before the job died, such as a mail that was sent, is not done twice.
 */
export async function redriveDeadLetters(ctx: Context, input: RedriveInput): Promise<Redriven> {
  const control = controlOf(ctx);
  const before = await countMeant(ctx, input);
  const moved = await control.redrive({
    ...(input.ids && { ids: input.ids }),
    ...(input.queue !== undefined && { from: input.queue }),
    most: MOST_AT_ONCE,
  });
  const left = await countMeant(ctx, input);
  for (const { queue, count } of before) {
    const stays = left.find((one) => one.queue === queue)?.count ?? 0;
    if (count === stays) continue;
    noteSteering(ctx, 'redriven', { queue, count: count - stays });
    await announce(ctx.em, { wokenQueue: queue });
  }
  return { moved, left: left.reduce((sum, { count }) => sum + count, 0) };
}

export async function deleteDeadLetters(
  ctx: Context,
  { ids }: DeleteDeadLettersInput,
): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  const meant = await countMeant(ctx, { ids });
  await control.deleteDeadLetters(ids);
  for (const { queue, count } of meant) noteSteering(ctx, 'dead-letters-deleted', { queue, count, ids });
  return {};
}

async function countMeant(ctx: Context, { ids, queue }: RedriveInput): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select source_name as queue, count(*)::int as count from pgboss.job
    where name = 'dead-letters' and state in ('created', 'retry')
      and ${ids === undefined ? sql`true` : sql`id in (${sql.join(ids.map((id) => sql`${id}::uuid`))})`}
      and ${queue === undefined ? sql`true` : sql`source_name = ${queue}`}
    group by source_name`.execute(sqlOf(ctx.em));
  return rows;
}
