import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { controlOf } from './control-of.ts';
import { findJob } from './get-job.ts';
import { JOB_AT_WORK, JOB_DONE, type JobInput } from './jobs.contract.ts';
import { noteSteering } from './note-steering.ts';

/** Takes a job that waits out of its queue. It stays to be seen for a week, and can be brought back. */
export async function cancelJob(ctx: Context, input: JobInput): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  const { shown_state: state } = await findJob(ctx, input, { isLocked: true });
  if (state === 'active') throw new Fault(JOB_AT_WORK);
  if (state !== 'ready' && state !== 'deferred') throw new Fault(JOB_DONE);
  await control.cancel(input.queue, input.jobId);
  noteSteering(ctx, 'cancelled', { queue: input.queue, jobId: input.jobId });
  return {};
}
