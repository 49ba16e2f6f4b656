import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { controlOf } from './control-of.ts';
import { errorIn } from './job-rows.ts';
import type { DeadLetter, DeadLetterPage, ListDeadLettersInput } from './jobs.contract.ts';
import { afterPlace, MICROSECONDS, pageOf } from './place-of-jobs.ts';
import { shownPayload } from './shown-payload.ts';

type Row = {
  id: string;
  microseconds: string;
  source_name: string;
  source_id: string;
  source_retry_count: number;
  source_created_on: unknown;
  source_output: unknown;
  created_on: unknown;
  data: unknown;
};

/** What was tried as often as its queue tries, the latest first. */
export async function listDeadLetters(ctx: Context, input: ListDeadLettersInput): Promise<DeadLetterPage> {
  controlOf(ctx);
  const { queue, limit } = input;
  const list = `dead letters ${queue ?? 'all'}`;
  const { rows } = await sql<Row>`
    select id, ${MICROSECONDS} as microseconds, source_name, source_id, source_retry_count, source_created_on,
      source_output, created_on, data
    from pgboss.job
    where name = 'dead-letters' and state in ('created', 'retry')
      and ${queue === undefined ? sql`true` : sql`source_name = ${queue}`}
      and ${afterPlace(ctx, list, input.cursor)}
    order by created_on desc, id desc limit ${limit + 1}`.execute(sqlOf(ctx.em));
  return pageOf(ctx, list, { rows, limit, itemOf: letterOf });
}

function letterOf(row: Row): DeadLetter {
  return {
    id: row.id,
    queue: row.source_name,
    jobId: row.source_id,
    tries: Number(row.source_retry_count) + 1,
    createdAt: toInstant(row.source_created_on),
    diedAt: toInstant(row.created_on),
    payload: shownPayload(row.data),
    error: errorIn(row.source_output)?.stack ?? null,
  };
}
