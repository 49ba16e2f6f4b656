import { Nothing } from '../../kernel/nothing.contract.ts';
import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob } from './get-job.ts';
import {
  DeadLetterPage,
  DeleteDeadLettersInput,
  JOB_AT_WORK,
  JOB_DONE,
  JOB_NOT_FOUND,
  JobDetails,
  JobInput,
  JobPage,
  JobSchedules,
  JobsOverview,
  ListDeadLettersInput,
  ListJobsInput,
  NO_QUEUE_NOW,
  QUEUE_NOT_FOUND,
  QueueInput,
  RedriveInput,
  Redriven,
  SCHEDULE_NOT_FOUND,
} from './jobs.contract.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listJobs } from './list-jobs.ts';
import { listSchedules } from './list-schedules.ts';
import { pauseQueue, resumeQueue } from './pause-queue.ts';
import { readOverview } from './read-overview.ts';
import { deleteDeadLetters, redriveDeadLetters } from './redrive-dead-letters.ts';
import { retryJob } from './retry-job.ts';
import { pauseSchedule, resumeSchedule, runNow } from './steer-schedule.ts';

/** On the admin listener alone. */
export const jobProcedures = router({
  overview: query({
    summary: 'Says how queues, mail and workers stand.',
    demands: 'superuser',
    rest: 'GET /jobs',
    input: Nothing,
    output: JobsOverview,
    faults: [NO_QUEUE_NOW],
    run: readOverview,
  }),
  list: query({
    summary: 'Lists the jobs of a queue, the newest first.',
    demands: 'superuser',
    rest: 'GET /jobs/{queue}',
    input: ListJobsInput,
    output: JobPage,
    faults: [CURSOR_INVALID, NO_QUEUE_NOW],
    run: listJobs,
  }),
  get: query({
    summary: 'Shows one job, with its tries and its last error.',
    demands: 'superuser',
    rest: 'GET /jobs/{queue}/{jobId}',
    input: JobInput,
    output: JobDetails,
    faults: [JOB_NOT_FOUND, NO_QUEUE_NOW],
    run: getJob,
  }),
  retry: mutation({
    summary: 'Lets a job be tried now that waits for its time, failed, or was cancelled.',
    demands: 'freshSuperuser',
    rest: 'POST /jobs/{queue}/{jobId}/retry',
    input: JobInput,
    output: Nothing,
    faults: [JOB_NOT_FOUND, JOB_AT_WORK, JOB_DONE, NO_QUEUE_NOW],
    run: retryJob,
  }),
  cancel: mutation({
    summary: 'Takes a job that waits out of its queue.',
    demands: 'freshSuperuser',
    rest: 'POST /jobs/{queue}/{jobId}/cancel',
    input: JobInput,
    output: Nothing,
    faults: [JOB_NOT_FOUND, JOB_AT_WORK, JOB_DONE, NO_QUEUE_NOW],
    run: cancelJob,
  }),
  pause: mutation({
    summary: 'Pauses a queue, or a lane of mail; what is in hand is finished, and what is enqueued waits.',
    demands: 'freshSuperuser',
    rest: 'POST /jobs/{queue}/pause',
    input: QueueInput,
    output: Nothing,
    faults: [QUEUE_NOT_FOUND, NO_QUEUE_NOW],
    run: pauseQueue,
  }),
  resume: mutation({
    summary: 'Lets a paused queue or lane go on.',
    demands: 'freshSuperuser',
    rest: 'POST /jobs/{queue}/resume',
    input: QueueInput,
    output: Nothing,
    faults: [QUEUE_NOT_FOUND, NO_QUEUE_NOW],
    run: resumeQueue,
  }),
  listDeadLetters: query({
    summary: 'Lists jobs that were tried as often as their queue tries, the latest first.',
    demands: 'superuser',
    rest: 'GET /dead-letters',
    input: ListDeadLettersInput,
    output: DeadLetterPage,
    faults: [CURSOR_INVALID, NO_QUEUE_NOW],
    run: listDeadLetters,
  }),
  redrive: mutation({
    summary: 'Puts dead letters back into the queues that they came from.',
    demands: 'freshSuperuser',
    rest: 'POST /dead-letters/redrive',
    input: RedriveInput,
    output: Redriven,
    faults: [NO_QUEUE_NOW],
    run: redriveDeadLetters,
  }),
  deleteDeadLetters: mutation({
    summary: 'Deletes dead letters for good.',
    demands: 'freshSuperuser',
    rest: 'POST /dead-letters/delete',
    input: DeleteDeadLettersInput,
    output: Nothing,
    faults: [NO_QUEUE_NOW],
    run: deleteDeadLetters,
  }),
  schedules: query({
    summary: 'Lists what happens by the clock.',
    demands: 'superuser',
    rest: 'GET /schedules',
    input: Nothing,
    output: JobSchedules,
    faults: [NO_QUEUE_NOW],
    run: listSchedules,
  }),
  runNow: mutation({
    summary: 'Does now what is done by the clock.',
    demands: 'freshSuperuser',
    rest: 'POST /schedules/{queue}/run',
    input: QueueInput,
    output: Nothing,
    faults: [SCHEDULE_NOT_FOUND, NO_QUEUE_NOW],
    run: runNow,
  }),
  pauseSchedule: mutation({
    summary: 'Keeps a schedule from starting anything.',
    demands: 'freshSuperuser',
    rest: 'POST /schedules/{queue}/pause',
    input: QueueInput,
    output: Nothing,
    faults: [SCHEDULE_NOT_FOUND, NO_QUEUE_NOW],
    run: pauseSchedule,
  }),
  resumeSchedule: mutation({
    summary: 'Lets a paused schedule go on.',
    demands: 'freshSuperuser',
    rest: 'POST /schedules/{queue}/resume',
    input: QueueInput,
    output: Nothing,
    faults: [SCHEDULE_NOT_FOUND, NO_QUEUE_NOW],
    run: resumeSchedule,
  }),
});
