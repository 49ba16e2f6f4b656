import { sql } from 'kysely';
import { after, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { LOST_AFTER_MS } from '../../kernel/jobs/beat-as-worker.ts';
import '../../kernel/jobs/workers.entity.ts';
import { readLanes } from '../../messaging/undelivered-mails/read-lanes.ts';
import { controlOf } from './control-of.ts';
import { errorIn, firstWords } from './job-rows.ts';
import type { JobQueue, JobsOverview, JobWorker } from './jobs.contract.ts';

/** How everything stands that is done beside the requests: one statement each for queues, mail and workers. */
export async function readOverview(ctx: Context): Promise<JobsOverview> {
  const control = controlOf(ctx);
  const [rows, lanes, workers] = await Promise.all([readQueues(ctx), readLanes(ctx), readWorkers(ctx)]);
  const declared = new Map(control.declared.map((job) => [job.name, job]));
  const queues = rows.map((row): JobQueue => {
    const job = declared.get(row.name);
    return {
      name: row.name,
      title: job?.title ?? row.name,
      description: job?.description ?? '',
      isDeclared: job !== undefined,
      isUrgent: row.notify,
      retryLimit: row.retry_limit,
      heartbeatSeconds: row.heartbeat_seconds,
      isPaused: row.is_paused,
      ready: row.ready,
      deferred: row.deferred,
      active: row.active,
      failed: row.failed,
      deadLetters: row.dead_letters,
      oldestReadyAt: toInstantOrNull(row.oldest_ready),
      completedLastHour: row.completed_last_hour,
      lastSuccessAt: toInstantOrNull(row.last_success),
      lastError: lastErrorOf(row),
    };
  });
  return { queues, lanes, workers };
}

type QueueRow = {
  name: string;
  notify: boolean;
  retry_limit: number;
  heartbeat_seconds: number | null;
  is_paused: boolean;
  ready: number;
  deferred: number;
  active: number;
  failed: number;
  dead_letters: number;
  oldest_ready: unknown;
  completed_last_hour: number;
  last_success: unknown;
  last_error_at: unknown;
  last_output: unknown;
};

async function readQueues(ctx: Context): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    with counted as (
      select name,
        count(*) filter (where state in ('created', 'retry') and start_after <= now())::int as ready,
        count(*) filter (where state in ('created', 'retry') and start_after > now())::int as deferred,
        count(*) filter (where state = 'active')::int as active,
        count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where state = 'completed' and completed_on > now() - interval '1 hour')::int as completed_last_hour,
        min(start_after) filter (where state in ('created', 'retry') and start_after <= now()) as oldest_ready,
        max(completed_on) filter (where state = 'completed') as last_success
      from pgboss.job group by name
    ), dead as (
      select source_name as name, count(*)::int as dead_letters
      from pgboss.job where name = 'dead-letters' and state in ('created', 'retry') group by source_name
    ), erred as (
      select distinct on (name) name, coalesce(completed_on, started_on) as last_error_at, output as last_output
      from pgboss.job where state in ('retry', 'failed') and output is not null
      order by name, coalesce(completed_on, started_on) desc
    )
    select queue.name, notify, retry_limit, heartbeat_seconds, job_pause.name is not null as is_paused,
      coalesce(ready, 0) as ready, coalesce(deferred, 0) as deferred, coalesce(active, 0) as active,
      coalesce(failed, 0) as failed, coalesce(dead_letters, 0) as dead_letters, oldest_ready,
      coalesce(completed_last_hour, 0) as completed_last_hour, last_success, last_error_at, last_output
    from pgboss.queue
      left join counted on counted.name = queue.name
      left join dead on dead.name = queue.name
      left join erred on erred.name = queue.name
      left join job_pause on job_pause.name = queue.name and job_pause.what = 'queue'
    where queue.name <> 'dead-letters' and queue.name not like '\\_\\_pgboss%'
    order by queue.name`.execute(sqlOf(ctx.em));
  return rows;
}

function lastErrorOf(row: QueueRow): JobQueue['lastError'] {
  const message = firstWords(errorIn(row.last_output)?.message);
  if (message === null) return null;
  return { at: toInstant(row.last_error_at), message };
}

async function readWorkers(ctx: Context): Promise<JobWorker[]> {
  const now = ctx.clock.now();
  const rows = await sqlOf(ctx.em).selectFrom('worker').selectAll().orderBy('started_at').execute();
  return rows
    .map((row) => ({
      id: row.id,
      host: row.host,
      processId: row.process_id,
      version: row.version,
      startedAt: toInstant(row.started_at),
      beatAt: toInstant(row.beat_at),
      isAlive: toInstant(row.beat_at) >= after(now, -LOST_AFTER_MS),
    }))
    .filter(({ beatAt }) => beatAt >= after(now, -HOUR_MS));
}
