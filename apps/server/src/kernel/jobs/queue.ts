import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type Clock, type ConnectionOptions, PgBoss } from 'pg-boss';
import type { EntityManager } from '../database/entity-manager.ts';
import { sendAhead } from '../database/send-ahead.ts';
import type { Log } from '../log.ts';
import { controlIn, DEAD_LETTERS } from './control-jobs.ts';
import { type AnyJob, factsOf } from './declare-job.ts';
import type { Jobs } from './jobs.ts';

/** pg-boss in the same Postgres as everything else: transport, schedule and dead letter. */
export type Queue = {
  readonly boss: PgBoss;
  /** Enqueues in the transaction of this entity manager. */
  jobsIn(em: EntityManager): Jobs;
  close(): Promise<void>;
};

/**
 * How long a job in hand may still take when its process is stopped; then it is handed back. With what mail on its way
 * may take before, it is less than the time after which the process is cut.
 */
const FINISH_MS = 12_000;
/** A queue keeps what nobody works on for two weeks; what people must decide on waits longer for them. */
const KEEP_DEAD_LETTERS_SECONDS = 90 * 24 * 60 * 60;

export async function openQueue(options: {
  url: string;
  /** Whether this process works on jobs: it then supervises queues, keeps schedules and listens. */
  works: boolean;
  /** Whether the url leads through a pooler in transaction mode: nobody can listen there. */
  isPooled?: boolean;
  log: Log;
  /** Every job of this version. */
  jobs?: readonly AnyJob[];
  finishMs?: number;
  /** Another time than the machine's, for tests of schedules. */
  clock?: Clock;
}): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'foyer-jobs',
    migrate: false,
    createSchema: false,
    supervise: options.works,
    schedule: options.works,
    useListenNotify: options.works && options.isPooled !== true,
    // Both: lost heartbeats are looked for by whoever supervises, and no more often than is monitored.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    max: options.works ? 6 : 1,
    ...(options.clock && { clock: options.clock }),
  });
  boss.on('error', (error: unknown) =>
    options.log.warn({ err: error }, 'the queue could not do its work just now'),
  );
  await boss.start();
  return {
    boss,
    jobsIn: (em) => ({
      async enqueue(job, payload) {
        await boss.send(job.name, job.payload.parse(payload) as object, { db: aheadIn(em) });
      },
      get control() {
        return controlIn(boss, options.jobs ?? [], em);
      },
    }),
    close: () => boss.stop({ graceful: true, timeout: options.finishMs ?? FINISH_MS }),
  };
}

/** Writes a job in the transaction of this entity manager, with what is asked next: nobody wants to know its id. */
function aheadIn(em: EntityManager): NonNullable<ConnectionOptions['db']> {
  return {
    async executeSql(text, values = []) {
      await sendAhead(em, CompiledQuery.raw(text, values));
      return { rows: [] };
    },
  };
}

/** A step of the migration: the queue's own tables, and one queue for each job. */
export async function migrateQueue(url: string, jobs: AnyJob[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 });
  boss.on('error', () => {});
  await boss.start();
  try {
    const kept = { retentionSeconds: KEEP_DEAD_LETTERS_SECONDS };
    if (await boss.getQueue(DEAD_LETTERS)) await boss.updateQueue(DEAD_LETTERS, kept);
    else await boss.createQueue(DEAD_LETTERS, kept);
    const paused = await pausedSchedules(url);
    for (const job of jobs) {
      const { retryLimit, heartbeatSeconds, isUrgent } = factsOf(job);
      const options = {
        retryLimit,
        retryBackoff: true,
        heartbeatSeconds,
        deadLetter: DEAD_LETTERS,
        notify: isUrgent,
      };
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options);
      else await boss.createQueue(job.name, options);
      if (job.cron && !paused.has(job.name))
        await boss.schedule(job.name, job.cron, {}, { missed: 'once', tz: 'UTC' });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** What somebody has paused stays paused over a start. */
async function pausedSchedules(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select name from job_pause where what = 'schedule'",
    );
    return new Set(rows.map(({ name }) => name));
  } finally {
    await client.end();
  }
}
