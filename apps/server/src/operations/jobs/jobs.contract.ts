import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

const NOT_A_QUEUE = declareProblem('not-a-queue', 'A queue has a name such as deliver-mail.');

const QueueName = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9-]+$/, NOT_A_QUEUE.text);

const JobError = z
  .object({ at: z.date(), message: z.string().describe('Its first 500 characters.') })
  .meta({ id: 'JobError' });

export const JobQueue = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    isDeclared: z.boolean().describe('False: of another version, older or newer than what answers.'),
    isUrgent: z.boolean().describe('Whether its workers are woken at once.'),
    retryLimit: z.int().describe('Tries after the first; then a job is a dead letter.'),
    heartbeatSeconds: z
      .int()
      .nullable()
      .describe('A job whose worker says nothing for so long goes to another.'),
    isPaused: z.boolean(),
    ready: z.int().describe('Could be worked on now.'),
    deferred: z.int().describe('Waits for a later time, such as that of its next try.'),
    active: z.int(),
    failed: z.int().describe('Tried as often as the queue tries, within the last week.'),
    deadLetters: z.int().describe('Of those the ones that wait for somebody to decide.'),
    oldestReadyAt: z.date().nullable().describe('Since when the oldest one that could be worked on waits.'),
    completedLastHour: z.int(),
    lastSuccessAt: z.date().nullable(),
    lastError: JobError.nullable(),
  })
  .meta({ id: 'JobQueue' });
export type JobQueue = z.infer<typeof JobQueue>;

export const MailLane = z
  .object({
    lane: z.enum(['prompt', 'bulk']).describe('Prompt: what people wait for. Bulk: mail to many.'),
    queue: z.string().describe('The name by which it is paused.'),
    isPaused: z.boolean(),
    ready: z.int(),
    deferred: z.int().describe('Due later, such as reminders, or to be tried again later.'),
    active: z.int(),
    failed: z.int(),
    unknown: z.int().describe('May or may not have been sent: somebody must decide.'),
    oldestReadyAt: z.date().nullable(),
    sentLastHour: z.int(),
  })
  .meta({ id: 'MailLane', description: 'A lane of the mail ledger.' });
export type MailLane = z.infer<typeof MailLane>;

export const JobWorker = z
  .object({
    id: z.uuid(),
    host: z.string(),
    processId: z.int(),
    version: z.string(),
    startedAt: z.date(),
    beatAt: z.date().describe('When it last said that it is alive.'),
    isAlive: z.boolean().describe('False: it has been silent for too long, and did not stop in order.'),
  })
  .meta({ id: 'JobWorker', description: 'A process that works on jobs.' });
export type JobWorker = z.infer<typeof JobWorker>;

export const JobsOverview = z
  .object({
    queues: z.array(JobQueue),
    lanes: z.array(MailLane),
    workers: z.array(JobWorker),
  })
  .meta({ id: 'JobsOverview' });
export type JobsOverview = z.infer<typeof JobsOverview>;

export const JobState = z
  .enum(['ready', 'deferred', 'active', 'failed', 'completed', 'cancelled'])
  .meta({ id: 'JobState' });
export type JobState = z.infer<typeof JobState>;

export const JobSummary = z
  .object({
    id: z.uuid(),
    queue: z.string(),
    state: JobState,
    tries: z.int().describe('How often it was begun.'),
    createdAt: z.date(),
    startsAt: z.date().describe('Not before this.'),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    lastError: z.string().nullable().describe('Its first 500 characters.'),
  })
  .meta({ id: 'JobSummary' });
export type JobSummary = z.infer<typeof JobSummary>;

export const ListJobsInput = z
  .object({ ...pageInput, queue: QueueName, state: JobState.optional().describe('Left out: any.') })
  .meta({ id: 'ListJobsInput' });
export type ListJobsInput = z.infer<typeof ListJobsInput>;

export const JobPage = z.object({ items: z.array(JobSummary), nextCursor }).meta({ id: 'JobPage' });
export type JobPage = z.infer<typeof JobPage>;

export const JobInput = z.object({ queue: QueueName, jobId: z.uuid() }).meta({ id: 'JobInput' });
export type JobInput = z.infer<typeof JobInput>;

export const JobDetails = z
  .object({
    ...JobSummary.shape,
    payload: z
      .string()
      .describe(
        'JSON. Ids, numbers and times stand in it; any other text is left out, as it may be a secret.',
      ),
    heartbeatAt: z.date().nullable().describe('When its worker last said that it is at it.'),
    error: z.string().nullable().describe('All of it, with where it went wrong.'),
  })
  .meta({ id: 'JobDetails' });
export type JobDetails = z.infer<typeof JobDetails>;

export const ListDeadLettersInput = z
  .object({ ...pageInput, queue: QueueName.optional().describe('Of one queue; left out: of all.') })
  .meta({ id: 'ListDeadLettersInput' });
export type ListDeadLettersInput = z.infer<typeof ListDeadLettersInput>;

export const DeadLetter = z
  .object({
    id: z.uuid(),
    queue: z.string().describe('Where it came from, and goes back to.'),
    jobId: z.uuid().describe('Of the job that failed.'),
    tries: z.int(),
    createdAt: z.date().describe('When the job was enqueued.'),
    diedAt: z.date(),
    payload: z.string().describe('As in `JobDetails`.'),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeadLetter', description: 'A job that was tried as often as its queue tries.' });
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterPage = z
  .object({ items: z.array(DeadLetter), nextCursor })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

const Ids = z.array(z.uuid()).min(1).max(500);

export const RedriveInput = z
  .object({
    ids: Ids.optional().describe('These dead letters.'),
    queue: QueueName.optional().describe('Those that came from this queue; without either, all.'),
  })
  .meta({ id: 'RedriveInput', description: 'Which dead letters go back; 1,000 at most in one call.' });
export type RedriveInput = z.infer<typeof RedriveInput>;

export const Redriven = z
  .object({ moved: z.int(), left: z.int().describe('Of those that were meant, still dead letters.') })
  .meta({ id: 'Redriven' });
export type Redriven = z.infer<typeof Redriven>;

export const DeleteDeadLettersInput = z.object({ ids: Ids }).meta({ id: 'DeleteDeadLettersInput' });
export type DeleteDeadLettersInput = z.infer<typeof DeleteDeadLettersInput>;

export const QueueInput = z.object({ queue: QueueName }).meta({ id: 'QueueInput' });
export type QueueInput = z.infer<typeof QueueInput>;

export const JobSchedule = z
  .object({
    queue: z.string(),
    title: z.string(),
    description: z.string(),
    cron: z.string().describe('Minute, hour, day of the month, month, day of the week; in UTC.'),
    missed: z.enum(['once', 'skip']).describe('After a time away: it happens once, or not at all.'),
    isPaused: z.boolean(),
    nextRunAt: z.date().nullable().describe('Null while it is paused.'),
    lastRunAt: z.date().nullable(),
    lastRun: JobState.nullable().describe('How the last one stands.'),
  })
  .meta({ id: 'JobSchedule', description: 'What happens by the clock.' });
export type JobSchedule = z.infer<typeof JobSchedule>;

export const JobSchedules = z.object({ items: z.array(JobSchedule) }).meta({ id: 'JobSchedules' });
export type JobSchedules = z.infer<typeof JobSchedules>;

export const NO_QUEUE_NOW = declareFault(
  'NO_QUEUE_NOW',
  'SERVICE_UNAVAILABLE',
  'The queue is in Postgres, and Postgres does not serve at present.',
);
export const QUEUE_NOT_FOUND = declareFault('QUEUE_NOT_FOUND', 'NOT_FOUND', 'There is no such queue.');
export const SCHEDULE_NOT_FOUND = declareFault(
  'SCHEDULE_NOT_FOUND',
  'NOT_FOUND',
  'There is no such schedule.',
);
export const JOB_NOT_FOUND = declareFault(
  'JOB_NOT_FOUND',
  'NOT_FOUND',
  'There is no such job: it may have been done and cleaned away.',
);
export const JOB_AT_WORK = declareFault(
  'JOB_AT_WORK',
  'CONFLICT',
  'A worker has this job in hand; what is in hand is finished.',
);
export const JOB_DONE = declareFault('JOB_DONE', 'CONFLICT', 'This job has ended.');
