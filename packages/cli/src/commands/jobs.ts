import type { JobQueue, JobState, MailLane } from '@foyer/client/admin';
import { ADMIN_OPTIONS, withAdmin } from '../admin-listener.ts';
import { type Command, noWords, onlyWord, UsageError } from '../command.ts';

const A_QUEUE = 'the name of a queue, as `foyer jobs overview` shows it';

export const showJobs: Command = {
  name: 'jobs overview',
  takes: '',
  summary: 'Show how queues, mail and workers stand.',
  options: ADMIN_OPTIONS,
  async run(invocation) {
    noWords(invocation.words);
    const overview = await withAdmin(invocation, (admin) => admin.jobs.overview());
    const workers = overview.workers.map(
      ({ host, processId, isAlive, beatAt }) =>
        `worker ${host} ${processId}  ${isAlive ? 'alive' : `silent since ${beatAt.toISOString()}`}`,
    );
    const lines = [...overview.queues.map(queueLine), ...overview.lanes.map(laneLine), ...workers];
    if (workers.length === 0) lines.push('No worker is running: nothing is done.');
    return { json: overview, text: lines.join('\n') };
  },
};

export const listJobs: Command = {
  name: 'jobs list',
  takes: '<queue>',
  summary: 'List the jobs of a queue, the newest first.',
  options: {
    state: 'ready, deferred, active, failed, completed or cancelled; any by default',
    limit: 'how many at most, 1 to 100',
    cursor: 'where to go on, as the page before said',
    ...ADMIN_OPTIONS,
  },
  async run(invocation) {
    const { words, options } = invocation;
    const queue = onlyWord(words, A_QUEUE);
    const page = await withAdmin(invocation, (admin) =>
      admin.jobs.list({
        queue,
        // The server knows which states there are, and says so.
        ...(options.state && { state: options.state as JobState }),
        ...(options.limit && { limit: Number(options.limit) }),
        ...(options.cursor && { cursor: options.cursor }),
      }),
    );
    const lines = page.items.map(
      ({ id, state, tries, createdAt, lastError }) =>
        `${id}  ${state}  tried ${tries}  ${createdAt.toISOString()}${lastError ? `  ${firstLine(lastError)}` : ''}`,
    );
    if (page.nextCursor) lines.push(`More: --cursor ${page.nextCursor}`);
    return { json: page, text: lines.join('\n') || 'No jobs.' };
  },
};

export const retryJob: Command = {
  name: 'jobs retry',
  takes: '<queue> <job id>',
  summary: 'Let a job be tried now that waits for its time, failed, or was cancelled.',
  options: ADMIN_OPTIONS,
  run: (invocation) => ofOneJob(invocation, 'retry', 'It is tried now.'),
};

export const cancelJob: Command = {
  name: 'jobs cancel',
  takes: '<queue> <job id>',
  summary: 'Take a job that waits out of its queue.',
  options: ADMIN_OPTIONS,
  run: (invocation) => ofOneJob(invocation, 'cancel', 'Cancelled.'),
};

export const pauseQueue: Command = {
  name: 'jobs pause',
  takes: '<queue>',
  summary: 'Pause a queue; what is in hand is finished, and what is enqueued waits.',
  details: 'deliver-mail is the mail that people wait for, bulk-mail the mail to many.',
  options: ADMIN_OPTIONS,
  run: (invocation) => ofOneQueue(invocation, 'pause', 'Paused.'),
};

export const resumeQueue: Command = {
  name: 'jobs resume',
  takes: '<queue>',
  summary: 'Let a paused queue go on.',
  options: ADMIN_OPTIONS,
  run: (invocation) => ofOneQueue(invocation, 'resume', 'It goes on.'),
};

export const runSchedule: Command = {
  name: 'jobs run',
  takes: '<queue>',
  summary: 'Do now what is done by the clock.',
  options: ADMIN_OPTIONS,
  run: (invocation) => ofOneQueue(invocation, 'runNow', 'Begun.'),
};

export const listSchedules: Command = {
  name: 'jobs schedules',
  takes: '',
  summary: 'List what happens by the clock.',
  options: ADMIN_OPTIONS,
  async run(invocation) {
    noWords(invocation.words);
    const schedules = await withAdmin(invocation, (admin) => admin.jobs.schedules());
    const lines = schedules.items.map(({ queue, cron, isPaused, nextRunAt, lastRunAt, lastRun }) => {
      const next = isPaused ? 'paused' : `next ${nextRunAt?.toISOString() ?? 'never'}`;
      return `${queue}  ${cron} UTC  ${next}  last ${lastRunAt ? `${lastRunAt.toISOString()} (${lastRun})` : 'never'}`;
    });
    return { json: schedules, text: lines.join('\n') };
  },
};

type Given = Parameters<Command['run']>[0];

async function ofOneJob(invocation: Given, verb: 'retry' | 'cancel', text: string) {
  const [queue, jobId, ...more] = invocation.words;
  if (queue === undefined || jobId === undefined || more.length > 0)
    throw new UsageError('It wants the name of a queue and the id of a job.');
  return { json: await withAdmin(invocation, (admin) => admin.jobs[verb]({ queue, jobId })), text };
}

async function ofOneQueue(invocation: Given, verb: 'pause' | 'resume' | 'runNow', text: string) {
  const queue = onlyWord(invocation.words, A_QUEUE);
  return { json: await withAdmin(invocation, (admin) => admin.jobs[verb]({ queue })), text };
}

function queueLine(queue: JobQueue): string {
  const { name, ready, deferred, active, deadLetters, isPaused, lastError } = queue;
  const counts = `${ready} ready, ${deferred} deferred, ${active} active, ${deadLetters} dead`;
  const error = lastError
    ? `  last error ${lastError.at.toISOString()}: ${firstLine(lastError.message)}`
    : '';
  return `${name}  ${counts}${isPaused ? '  PAUSED' : ''}${error}`;
}

function laneLine({ queue, ready, deferred, active, unknown, failed, isPaused }: MailLane): string {
  const counts = `${ready} due, ${deferred} later, ${active} active, ${unknown} unknown, ${failed} failed`;
  return `mails of ${queue}  ${counts}${isPaused ? '  PAUSED' : ''}`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
