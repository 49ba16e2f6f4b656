import type { Context } from '../context.ts';
import type { JobFacts, QueueDeclaration } from './jobs.ts';

/** Work that waits, is tried again, or leaves the process. Declared beside its handler. */
export type JobDeclaration<Payload = never> = QueueDeclaration<Payload> & {
  /** What people who run the machine read of it on the page of jobs. */
  title: string;
  description: string;
  /** Whether workers are woken at once. For what people wait for; many at a time cost the writers dearly. */
  isUrgent?: boolean;
  /** Jobs at work at once in one process. */
  concurrency?: number;
  retryLimit?: number;
  /** How soon a retry that has come due is noticed: it wakes nobody. Left out: half a minute if it is urgent. */
  noticeRetriesSeconds?: number;
  /**
   * Five fields of cron, for what happens by the clock; after a time away it happens once, not once for each miss. In
   * UTC: read in a zone with summer time, the queue leaves out what falls into the hour that is left out, and does
   * twice what falls into the one that comes twice.
   */
  cron?: string;
  /** The context is outside of a transaction: a handler opens its own around each step. */
  run: (ctx: Context, payload: Payload, signal: AbortSignal) => Promise<void>;
};

export function declareJob<Payload>(job: JobDeclaration<Payload>): JobDeclaration<Payload> {
  return job;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of jobs does not care for their payloads
export type AnyJob = JobDeclaration<any>;

/** A worker that says nothing for so long has lost its job to another. */
const HEARTBEAT_SECONDS = 10;
const USUAL_RETRIES = 5;

export function factsOf(job: AnyJob): JobFacts {
  return {
    name: job.name,
    title: job.title,
    description: job.description,
    isUrgent: job.isUrgent ?? false,
    retryLimit: job.retryLimit ?? USUAL_RETRIES,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    cron: job.cron ?? null,
  };
}
