import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { controlOf } from './control-of.ts';
import { errorIn, JOB_COLUMNS, type JobRow, summaryOf } from './job-rows.ts';
import { JOB_NOT_FOUND, type JobDetails, type JobInput } from './jobs.contract.ts';
import { shownPayload } from './shown-payload.ts';

/** One job, with what of its payload may be read. */
export async function getJob(ctx: Context, input: JobInput): Promise<JobDetails> {
  controlOf(ctx);
  const row = await findJob(ctx, input);
  return {
    ...summaryOf(row),
    payload: shownPayload(row.data),
    heartbeatAt: toInstantOrNull(row.heartbeat_on),
    error: errorIn(row.output)?.stack ?? null,
  };
}

/** One row, or a refusal. For a change it is locked, so that nobody takes it up meanwhile. */
export async function findJob(
  ctx: Context,
  { queue, jobId }: JobInput,
  how: { isLocked: boolean } = { isLocked: false },
) {
  const { rows } = await sql<JobRow & { data: unknown; heartbeat_on: unknown }>`
    select ${JOB_COLUMNS}, data, heartbeat_on from pgboss.job
    where name = ${queue} and id = ${jobId} ${how.isLocked ? sql`for update` : sql``}`.execute(sqlOf(ctx.em));
  const [row] = rows;
  if (row === undefined) throw new Fault(JOB_NOT_FOUND);
  return row;
}
