import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import type { AnyJob } from './declare-job.ts';
import type { Queue } from './queue.ts';

/** Works on every job until the queue is closed. What is at work then is finished or handed back. */
export async function runJobs(options: {
  queue: Queue;
  jobs: AnyJob[];
  contextOf: (jobName: string) => Context;
  log: Log;
}): Promise<void> {
  for (const job of options.jobs) {
    await options.queue.boss.work<object, void>(
      job.name,
      {
        batchSize: 1,
        localConcurrency: job.concurrency ?? 1,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: job.noticeRetriesSeconds ?? 30,
        burstWhenBatchFull: true,
      },
      async ([received]) => {
        if (received === undefined) return;
        try {
          await job.run(options.contextOf(job.name), job.payload.parse(received.data), received.signal);
        } catch (error) {
          options.log.warn(
            { err: error, job: job.name, jobId: received.id, tries: received.retryCount + 1 },
            'a job failed',
          );
          throw error;
        }
      },
    );
  }
}
