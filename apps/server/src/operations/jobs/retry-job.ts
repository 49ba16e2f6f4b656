import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { controlOf } from './control-of.ts';
import { findJob } from './get-job.ts';
import { JOB_AT_WORK, JOB_DONE, type JobInput } from './jobs.contract.ts';
import { noteSteering } from './note-steering.ts';

/** Lets a job be tried now: one that waits for its time, that failed, or that was cancelled. */
export async function retryJob(ctx: Context, input: JobInput): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  const { queue, jobId } = input;
  const job = await findJob(ctx, input, { isLocked: true });
  switch (job.shown_state) {
    case 'active':
      throw new Fault(JOB_AT_WORK);
    case 'completed':
      throw new Fault(JOB_DONE);
    case 'failed': {
      // Its dead letter is this same job once more: one of the two goes back, never both.
      const letters = await deadLettersOf(ctx, jobId);
      const moved = letters.length > 0 ? await control.redrive({ ids: letters, most: letters.length }) : 0;
      if (moved === 0) await control.retry(queue, jobId);
      break;
    }
    case 'cancelled':
      await control.resume(queue, jobId);
      break;
    default:
      await control.hasten(queue, jobId);
  }
  noteSteering(ctx, 'retried', { queue, jobId, was: job.shown_state });
  await announce(ctx.em, { wokenQueue: queue });
  return {};
}

async function deadLettersOf(ctx: Context, jobId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job
    where name = 'dead-letters' and source_id = ${jobId} and state in ('created', 'retry')`.execute(
    sqlOf(ctx.em),
  );
  return rows.map(({ id }) => id);
}
