import type { Context } from '../../kernel/context.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import type { JobControl } from '../../kernel/jobs/jobs.ts';
import { NO_QUEUE_NOW } from './jobs.contract.ts';
import { maySteerJobs } from './jobs.policy.ts';

/** The queue, for whoever may steer it; refuses while there is none. */
export function controlOf(ctx: Context): JobControl {
  if (!maySteerJobs(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const { control } = ctx.jobs;
  if (control === undefined) throw new Fault(NO_QUEUE_NOW);
  return control;
}
