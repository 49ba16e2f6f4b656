import type { Context } from '../context.ts';
import type { QueueDeclaration } from './jobs.ts';

/** Work that waits, is tried again, or leaves the process. Declared beside its handler. */
export type JobDeclaration<Payload = never> = QueueDeclaration<Payload> & {
  /** Whether workers are woken at once. For what people wait for; many at a time cost the writers dearly. */
  isUrgent?: boolean;
  /** Jobs at work at once in one process. */
  concurrency?: number;
  retryLimit?: number;
  /** How soon a retry that has come due is noticed: it wakes nobody. Left out: half a minute if it is urgent. */
  noticeRetriesSeconds?: number;
  /** Five fields of cron in UTC, for what happens by the clock. */
  cron?: string;
  /** The context is outside of a transaction: a handler opens its own around each step. */
  run: (ctx: Context, payload: Payload, signal: AbortSignal) => Promise<void>;
};

export function declareJob<Payload>(job: JobDeclaration<Payload>): JobDeclaration<Payload> {
  return job;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of jobs does not care for their payloads
export type AnyJob = JobDeclaration<any>;
