import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { controlOf } from './control-of.ts';
import { SHOWN_STATE } from './job-rows.ts';
import type { JobSchedules, JobState } from './jobs.contract.ts';

type Row = {
  name: string;
  now: unknown;
  is_paused: boolean;
  missed: string | null;
  last_created: unknown;
  last_state: JobState | null;
};

/** What happens by the clock: when it did last, and when it will next. */
export async function listSchedules(ctx: Context): Promise<JobSchedules> {
  const control = controlOf(ctx);
  const jobs = control.declared.filter(({ cron }) => cron !== null);
  // By the database's time: it is the one that schedules follow, wherever ours was moved to.
  const { rows } = await sql<Row>`
    select wanted.name, now() as now, job_pause.name is not null as is_paused, schedule.options ->> 'missed' as missed,
      last.created_on as last_created, last.shown_state as last_state
    from unnest(array[${sql.join(jobs.map(({ name }) => name))}]::text[]) as wanted (name)
      left join job_pause on job_pause.name = wanted.name and job_pause.what = 'schedule'
      left join pgboss.schedule on schedule.name = wanted.name
      left join lateral (
        select created_on, ${SHOWN_STATE} as shown_state from pgboss.job
        where job.name = wanted.name order by created_on desc limit 1
      ) as last on true`.execute(sqlOf(ctx.em));
  const items = jobs.map((job) => {
    const row = rows.find(({ name }) => name === job.name);
    const isPaused = row?.is_paused ?? false;
    return {
      queue: job.name,
      title: job.title,
      description: job.description,
      cron: job.cron ?? '',
      missed: row?.missed === 'skip' ? ('skip' as const) : ('once' as const),
      isPaused,
      nextRunAt: isPaused || row === undefined ? null : control.nextRun(job, toInstant(row.now)),
      lastRunAt: toInstantOrNull(row?.last_created),
      lastRun: row?.last_state ?? null,
    };
  });
  return { items };
}
