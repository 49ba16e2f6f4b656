import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { Fault } from '../../kernel/fault.ts';
import type { JobControl, JobFacts } from '../../kernel/jobs/jobs.ts';
import { controlOf } from './control-of.ts';
import { type QueueInput, SCHEDULE_NOT_FOUND } from './jobs.contract.ts';
import { noteSteering } from './note-steering.ts';
import { pause, resume } from './pause-queue.ts';

/** Does now what is done by the clock; the clock goes on as if nothing had been. */
export async function runNow(ctx: Context, { queue }: QueueInput): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  await control.start(scheduled(control, queue).name);
  noteSteering(ctx, 'run-now', { queue });
  await announce(ctx.em, { wokenQueue: queue });
  return {};
}

/** The clock starts nothing of it until it goes on, whatever versions start meanwhile. */
export async function pauseSchedule(ctx: Context, { queue }: QueueInput): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  const { name } = scheduled(control, queue);
  if (!(await pause(ctx, 'schedule', name))) return {};
  await control.unschedule(name);
  noteSteering(ctx, 'schedule-paused', { queue: name });
  return {};
}

/** It happens next when the clock says so; of what passed meanwhile nothing is made up for. */
export async function resumeSchedule(ctx: Context, { queue }: QueueInput): Promise<Record<string, never>> {
  const control = controlOf(ctx);
  const job = scheduled(control, queue);
  if (!(await resume(ctx, 'schedule', job.name))) return {};
  await control.schedule(job);
  noteSteering(ctx, 'schedule-resumed', { queue: job.name });
  return {};
}

function scheduled(control: JobControl, name: string): JobFacts {
  const job = control.declared.find((one) => one.name === name && one.cron !== null);
  if (job === undefined) throw new Fault(SCHEDULE_NOT_FOUND);
  return job;
}
