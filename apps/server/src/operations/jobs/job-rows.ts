import { type RawBuilder, sql } from 'kysely';
import { toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { JobState, JobSummary } from './jobs.contract.ts';

/** A job as the queue keeps it. Its tables are the queue's own: they are read here, and changed by its library. */
export type JobRow = {
  id: string;
  name: string;
  shown_state: JobState;
  tries: number;
  created_on: unknown;
  start_after: unknown;
  started_on: unknown;
  completed_on: unknown;
  output: unknown;
};

/** The queue knows `created` and `retry`; what people ask is whether a job could be worked on now. */
export const SHOWN_STATE: RawBuilder<JobState> = sql`case
  when state in ('created', 'retry') and start_after > now() then 'deferred'
  when state in ('created', 'retry') then 'ready'
  else state::text end`;

export const JOB_COLUMNS = sql`id, name, ${SHOWN_STATE} as shown_state,
  case when started_on is null then 0 else retry_count + 1 end as tries,
  created_on, start_after, started_on, completed_on, output`;

export function summaryOf(row: JobRow): JobSummary {
  return {
    id: row.id,
    queue: row.name,
    state: row.shown_state,
    tries: Number(row.tries),
    createdAt: toInstant(row.created_on),
    startsAt: toInstant(row.start_after),
    startedAt: toInstantOrNull(row.started_on),
    endedAt: toInstantOrNull(row.completed_on),
    lastError: firstWords(errorIn(row.output)?.message),
  };
}

/** What a handler threw, as the queue writes it down; null for what a job answered when it was done. */
export function errorIn(output: unknown): { message: string; stack: string } | null {
  if (typeof output !== 'object' || output === null) return null;
  const { message, stack, value } = output as Record<string, unknown>;
  if (message === undefined) return value === undefined ? null : errorIn(value);
  return { message: String(message), stack: typeof stack === 'string' ? stack : String(message) };
}

export function firstWords(message: string | undefined): string | null {
  return message === undefined ? null : message.slice(0, 500);
}
