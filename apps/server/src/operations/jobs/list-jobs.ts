import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { controlOf } from './control-of.ts';
import { JOB_COLUMNS, type JobRow, SHOWN_STATE, summaryOf } from './job-rows.ts';
import type { JobPage, ListJobsInput } from './jobs.contract.ts';
import { afterPlace, MICROSECONDS, pageOf } from './place-of-jobs.ts';

/** The jobs of a queue, the newest first. */
export async function listJobs(ctx: Context, input: ListJobsInput): Promise<JobPage> {
  controlOf(ctx);
  const { queue, state, limit } = input;
  const list = `jobs ${queue} ${state ?? 'any'}`;
  const inState = state === undefined ? sql`true` : sql`${SHOWN_STATE} = ${state}`;
  const { rows } = await sql<JobRow & { microseconds: string }>`
    select ${JOB_COLUMNS}, ${MICROSECONDS} as microseconds from pgboss.job
    where name = ${queue} and ${inState} and ${afterPlace(ctx, list, input.cursor)}
    order by created_on desc, id desc limit ${limit + 1}`.execute(sqlOf(ctx.em));
  return pageOf(ctx, list, { rows, limit, itemOf: summaryOf });
}
