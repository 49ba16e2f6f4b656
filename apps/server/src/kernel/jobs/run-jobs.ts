import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import type { AnyJob } from './declare-job.ts';
import type { Queue } from './queue.ts';

type Running = {
  queue: Queue;
  jobs: readonly AnyJob[];
  contextOf: (jobName: string) => Context;
  log: Log;
};

export type JobRunner = {
  /** Works on every job but these, from now on. What is in hand is finished. */
  leaveAlone(paused: ReadonlySet<string>): Promise<void>;
  /** Looks for work in this queue now. */
  wake(name: string): void;
};

/** Works on every job until the queue is closed. What is at work then is finished or handed back. */
export async function runJobs(options: Running & { paused?: ReadonlySet<string> }): Promise<JobRunner> {
  /** The ids of the workers of each queue. */
  const working = new Map<string, readonly string[]>();
  const { boss } = options.queue;
  const runner: JobRunner = {
    async leaveAlone(paused) {
      for (const job of options.jobs) {
        if (paused.has(job.name) === !working.has(job.name)) continue;
        if (working.delete(job.name)) await boss.offWork(job.name, { wait: false });
        else working.set(job.name, await workOn(job, options));
      }
    },
    wake(name) {
      for (const workerId of working.get(name) ?? []) boss.notifyWorker(workerId);
    },
  };
  await runner.leaveAlone(options.paused ?? new Set());
  return runner;
}

async function workOn(job: AnyJob, running: Running): Promise<string[]> {
  const { boss } = running.queue;
  const workerIds: string[] = [];
  // Each on its own, so that each has an id by which it can be woken.
  for (let number = 0; number < (job.concurrency ?? 1); number++) {
    const workerId: string = await boss.work<object, void>(
      job.name,
      {
        batchSize: 1,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: job.noticeRetriesSeconds ?? 30,
      },
      async ([received]) => {
        if (received === undefined) return;
        try {
          await runOne(job, received, running);
        } finally {
          // There may be more: at one a poll, a thousand that wait would take half an hour.
          boss.notifyWorker(workerId);
        }
      },
    );
    workerIds.push(workerId);
  }
  return workerIds;
}

type Received = { id: string; data: object; retryCount: number; signal: AbortSignal };

async function runOne(job: AnyJob, received: Received, { contextOf, log }: Running): Promise<void> {
  try {
    await job.run(contextOf(job.name), payloadOf(job, received), received.signal);
  } catch (error) {
    log.warn(
      { err: error, job: job.name, jobId: received.id, tries: received.retryCount + 1 },
      'a job failed',
    );
    throw error;
  }
}

/** Checked at this door, as every input is. What it says of a misfit names fields, and no values. */
function payloadOf(job: AnyJob, { data }: Received): unknown {
  const parsed = job.payload.safeParse(data);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`,
  );
  throw new Error(`the payload is not what this job takes: ${issues.join('; ')}`);
}
