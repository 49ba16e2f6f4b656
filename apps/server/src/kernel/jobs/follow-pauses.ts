import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS } from '../clock.ts';
import type { Context } from '../context.ts';
import { onNews } from '../database/announce.ts';
import { sqlOf } from '../database/sql-of.ts';
import './job-pauses.entity.ts';

/** Asked so often although a pause is announced: an announcement may be missed. */
const LOOK_EVERY_MS = SECOND_MS;

export type Pauses = {
  /** The names of queues and lanes on which nobody is to work. */
  current(): ReadonlySet<string>;
  /** Called at every change, and once now. */
  follow(listener: (paused: ReadonlySet<string>) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

/** Knows within a second what is paused. While the database is away, what was known last still holds. */
export async function followPauses(contextOf: () => Context): Promise<Pauses> {
  const stopping = new AbortController();
  const listeners: ((paused: ReadonlySet<string>) => Promise<void>)[] = [];
  let current = await readPausedQueues(contextOf());
  let heard = new AbortController();
  const stopListening = onNews(({ pausesChanged }) => {
    if (pausesChanged !== true) return;
    const told = heard;
    heard = new AbortController();
    told.abort();
  });

  async function look(): Promise<void> {
    try {
      const found = await readPausedQueues(contextOf());
      if (found.symmetricDifference(current).size === 0) return;
      current = found;
      for (const listener of listeners) await listener(current);
    } catch (error) {
      contextOf().log.warn({ err: error }, 'what is paused could not be read');
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      const until = AbortSignal.any([heard.signal, stopping.signal]);
      await wait(LOOK_EVERY_MS, undefined, { signal: until }).catch(() => {});
      if (!stopping.signal.aborted) await look();
    }
  }

  const looking = keepLooking();
  return {
    current: () => current,
    async follow(listener) {
      listeners.push(listener);
      await listener(current);
    },
    async stop() {
      stopping.abort();
      stopListening();
      await looking;
    },
  };
}

async function readPausedQueues({ em }: Context): Promise<Set<string>> {
  const rows = await sqlOf(em).selectFrom('job_pause').where('what', '=', 'queue').select('name').execute();
  return new Set(rows.map(({ name }) => name));
}
