import type { z } from 'zod';

/** Where work waits: a queue's name, and what its jobs carry. */
export type QueueDeclaration<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
};

/** How a use case hands on work. It joins the transaction that is open: no commit, no job. */
export type Jobs = {
  enqueue<Payload>(queue: QueueDeclaration<Payload>, payload: Payload): Promise<void>;
  /** How the people who run the machine steer the queue; none while SQLite serves. */
  readonly control?: JobControl;
};

/** What is known of a job without running it. */
export type JobFacts = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly isUrgent: boolean;
  readonly retryLimit: number;
  readonly heartbeatSeconds: number;
  readonly cron: string | null;
};

/** Each change joins the transaction that is open. */
export type JobControl = {
  /** Every job of this version, whether or not anything of it waits. */
  readonly declared: readonly JobFacts[];
  /** Starts one of those that happen by the clock, now. */
  start(name: string): Promise<void>;
  /** Makes a job that waits for its time due now. */
  hasten(name: string, id: string): Promise<void>;
  /** Brings a failed job back. */
  retry(name: string, id: string): Promise<void>;
  /** Brings a cancelled job back. */
  resume(name: string, id: string): Promise<void>;
  cancel(name: string, id: string): Promise<void>;
  /** Puts dead letters back into the queues that they came from; answers how many. */
  redrive(which: { ids?: string[]; from?: string; most: number }): Promise<number>;
  deleteDeadLetters(ids: string[]): Promise<void>;
  /** Lets a schedule start jobs, or keeps it from it. */
  schedule(job: JobFacts): Promise<void>;
  unschedule(name: string): Promise<void>;
  /** When a schedule comes next after an instant. */
  nextRun(job: JobFacts, after: Date): Date | null;
};
