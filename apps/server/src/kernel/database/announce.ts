import { sql } from 'kysely';
import type { EntityManager } from './entity-manager.ts';
import { isSqlite, sqlOf } from './sql-of.ts';

/** News for all processes: what is not what it was, or where the clock was moved to. */
export type News = {
  sessionId?: string;
  accountId?: string;
  /** Of everybody, but of whoever asked for it. */
  allSessionsEnded?: boolean;
  apiKeyId?: string;
  clientId?: string;
  clockAheadMs?: number;
  /** Something of the queue was paused, or goes on. */
  pausesChanged?: boolean;
  /** Whose notifications are not what they were; too many to be named: everybody's. */
  noticesOf?: readonly string[] | 'all';
  /** Somebody has put jobs into this queue by hand, and looks on. */
  wokenQueue?: string;
};

export const NEWS_CHANNEL = 'foyer_news';

type Listener = (news: News) => void;
const listeners = new Set<Listener>();
const pending = new WeakMap<EntityManager, (() => void)[]>();

/** Tells every process, once the open transaction has been committed; this one before the answer is given. */
export async function announce(em: EntityManager, news: News): Promise<void> {
  afterCommit(em, () => tellListeners(news));
  if (!isSqlite(em)) await sql`select pg_notify(${NEWS_CHANNEL}, ${JSON.stringify(news)})`.execute(sqlOf(em));
}

/**
 * Does what may be lost with the process, once the open transaction has been committed. A NOTIFY inside of it would have
 * all commits stand in one line, and cost more than half of their rate.
 */
export function afterCommit(em: EntityManager, act: () => void): void {
  pending.set(em, [...(pending.get(em) ?? []), act]);
}

/** Called by whoever committed. */
export function actAfterCommit(em: EntityManager): void {
  for (const act of pending.get(em) ?? []) act();
  pending.delete(em);
}

export function tellListeners(news: News): void {
  for (const listener of listeners) listener(news);
}

export function onNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
