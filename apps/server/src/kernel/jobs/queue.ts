import { fromKysely, PgBoss } from 'pg-boss';
import type { EntityManager } from '../database/entity-manager.ts';
import { sqlOf } from '../database/sql-of.ts';
import type { Log } from '../log.ts';
import type { AnyJob } from './declare-job.ts';
import type { Jobs } from './jobs.ts';

/** pg-boss in the same Postgres as everything else: transport, schedule and dead letter. */
export type Queue = {
  readonly boss: PgBoss;
  /** Enqueues in the transaction of this entity manager. */
  jobsIn(em: EntityManager): Jobs;
  close(): Promise<void>;
};

const DEAD_LETTERS = 'dead-letters';

export async function openQueue(options: {
  url: string;
  /** Whether this process works on jobs: it then supervises queues, keeps schedules and listens. */
  works: boolean;
  log: Log;
}): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'foyer-jobs',
    migrate: false,
    createSchema: false,
    supervise: options.works,
    schedule: options.works,
    useListenNotify: options.works,
    monitorIntervalSeconds: 10,
    max: options.works ? 6 : 1,
  });
  boss.on('error', (error: unknown) =>
    options.log.warn({ err: error }, 'the queue could not do its work just now'),
  );
  await boss.start();
  return {
    boss,
    jobsIn: (em) => ({
      async enqueue(job, payload) {
        await boss.send(job.name, job.payload.parse(payload) as object, {
          db: fromKysely(sqlOf(em) as never),
        });
      },
    }),
    close: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}

/** A step of the migration: the queue's own tables, and one queue for each job. */
export async function migrateQueue(url: string, jobs: AnyJob[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 });
  boss.on('error', () => {});
  await boss.start();
  try {
    await boss.createQueue(DEAD_LETTERS);
    for (const job of jobs) {
      const options = {
        retryLimit: job.retryLimit ?? 5,
        retryBackoff: true,
        heartbeatSeconds: 10,
        deadLetter: DEAD_LETTERS,
        notify: job.isUrgent ?? false,
      };
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options);
      else await boss.createQueue(job.name, options);
      if (job.cron) await boss.schedule(job.name, job.cron, {}, { missed: 'once' });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
