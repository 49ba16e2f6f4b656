// A worker of its own, for tests that kill it, stop it, or let it run beside one of another version.
import pg from 'pg';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { type AnyJob, declareJob } from './declare-job.ts';
import { openQueue } from './queue.ts';
import { runJobs } from './run-jobs.ts';

export type WorkerProcess = { url: string; who: string; isYoung?: boolean; finishMs?: number };

const { url, who, isYoung, finishMs } = JSON.parse(process.argv[2] ?? '{}') as WorkerProcess;

const database = new pg.Pool({ connectionString: url, max: 4 });
const note = (what: string) => database.query('insert into note (who, what) values ($1, $2)', [who, what]);

const words = { title: 'A test', description: 'For tests alone.' };
const old = [
  declareJob({
    ...words,
    name: 'greet',
    payload: z.object({ number: z.number() }),
    isUrgent: true,
    run: async (_ctx, { number }) => void (await note(`greeted ${number}`)),
  }),
  declareJob({
    ...words,
    name: 'slow',
    payload: z.object({}),
    isUrgent: true,
    noticeRetriesSeconds: 2,
    async run(_ctx, _payload, signal) {
      await note('began');
      for (;;) {
        if (signal.aborted) throw new Error('it was asked to stop');
        const { rows } = await database.query("select 1 from note where what = 'may end'");
        if (rows.length > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await note('ended');
    },
  }),
] as const;

const young = [
  declareJob({
    ...words,
    name: 'greet',
    payload: z.object({ number: z.number(), greeting: z.string().optional() }),
    isUrgent: true,
    run: async (_ctx, { number, greeting }) =>
      void (await note(`greeted ${number} ${greeting ?? 'as before'}`)),
  }),
  old[1],
  declareJob({
    ...words,
    name: 'novelty',
    payload: z.object({ number: z.number() }),
    isUrgent: true,
    run: async (_ctx, { number }) => void (await note(`novelty ${number}`)),
  }),
] as const;

const jobs: readonly AnyJob[] = isYoung ? young : old;
const log = createLog({ LOG_LEVEL: 'warn' });
const queue = await openQueue({ url, works: true, log, jobs, ...(finishMs !== undefined && { finishMs }) });
await runJobs({ queue, jobs, contextOf: () => ({}) as never, log });
await note('ready');

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await queue.close();
  await database.end();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
