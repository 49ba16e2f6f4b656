import { sql } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { EntityManager } from '../database/entity-manager.ts';
import { sqlOf } from '../database/sql-of.ts';
import { type AnyJob, factsOf } from './declare-job.ts';
import type { JobControl } from './jobs.ts';

/** Where jobs end that were tried as often as their queue tries. Nobody works on them: people decide. */
export const DEAD_LETTERS = 'dead-letters';

/** Steers the queue in the transaction of this entity manager. */
export function controlIn(boss: PgBoss, jobs: readonly AnyJob[], em: EntityManager): JobControl {
  const inTransaction = () => ({ db: fromKysely(sqlOf(em) as never) });
  return {
    declared: jobs.map(factsOf),
    start: async (name) => {
      await boss.send(name, {}, inTransaction());
    },
    hasten: async (name, id) => {
      await boss.update(name, undefined, { ...inTransaction(), id, startAfter: 0 });
    },
    retry: async (name, id) => {
      await boss.retry(name, id, inTransaction());
    },
    resume: async (name, id) => {
      await boss.resume(name, id, inTransaction());
    },
    cancel: async (name, id) => {
      await boss.cancel(name, id, inTransaction());
    },
    redrive: ({ ids, from, most }) =>
      boss.redrive(DEAD_LETTERS, {
        ...inTransaction(),
        ...(ids && { ids }),
        ...(from !== undefined && { sourceName: from }),
        limit: most,
      }),
    deleteDeadLetters: async (ids) => {
      await boss.deleteJob(DEAD_LETTERS, ids, inTransaction());
    },
    // Its own way to do these knows no transaction.
    schedule: async ({ name, cron }) => {
      const options = JSON.stringify({ missed: 'once', tz: 'UTC' });
      await sql`insert into pgboss.schedule (name, cron, timezone, data, options)
        values (${name}, ${cron}, 'UTC', '{}', ${options}) on conflict do nothing`.execute(sqlOf(em));
    },
    unschedule: async (name) => {
      await sql`delete from pgboss.schedule where name = ${name}`.execute(sqlOf(em));
    },
    nextRun: ({ cron }, after) =>
      cron === null ? null : (boss.previewSchedule(cron, { tz: 'UTC', from: after, count: 1 })[0] ?? null),
  };
}
