import { jobs } from '../job-registry.ts';
import type { Context } from '../kernel/context.ts';
import { runJobs } from '../kernel/jobs/run-jobs.ts';
import { mails } from '../mail-registry.ts';
import { startDeliveries } from '../messaging/deliveries/start-deliveries.ts';
import type { Installation } from './installation.ts';

export type Worker = { close(): Promise<void> };

/** Runs jobs and sends mail. What is at work when it is closed is finished or handed back. */
export async function startWorker(installation: Installation): Promise<Worker> {
  const contextOf = (name: string): Context =>
    installation.contextIn(installation.database.fork(), { kind: 'system', name });
  const deliveries = startDeliveries({ mails, contextOf: () => contextOf('deliveries') });
  await runJobs({ queue: installation.queue, jobs, contextOf, log: installation.log });
  return { close: () => deliveries.stop() };
}
