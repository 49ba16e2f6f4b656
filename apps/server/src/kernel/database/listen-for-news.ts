import pg from 'pg';
import type { Log } from '../log.ts';
import { NEWS_CHANNEL, type News, tellListeners } from './announce.ts';

/** A silent connection is asked this often whether it is alive, and given up after as long without an answer. */
const HEARTBEAT_MS = 400;
const RECONNECT_MS = 250;

export type NewsListener = {
  /** Whether news arrive now. While they do not, nothing that was remembered may be believed. */
  isListening(): boolean;
  stop(): Promise<void>;
};

/** Holds one connection that hears what other processes announce, and says honestly when it does not. */
export async function listenForNews(url: string, log: Log, onGap: () => void): Promise<NewsListener> {
  let client: pg.Client | undefined;
  let isListening = false;
  let hasStopped = false;
  let timer: NodeJS.Timeout | undefined;

  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = undefined;
    clearTimeout(timer);
    if (isListening && !hasStopped)
      log.warn('news from other processes do not arrive; the database is asked instead');
    isListening = false;
    onGap();
    lost.end().catch(() => {});
    if (!hasStopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
  }

  async function connect(): Promise<void> {
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'foyer-news',
      connectionTimeoutMillis: 2_000,
      query_timeout: HEARTBEAT_MS,
    });
    client = opened;
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    opened.on('notification', ({ payload }) => tellListeners(JSON.parse(payload ?? '{}') as News));
    try {
      await opened.connect();
      await opened.query(`listen ${NEWS_CHANNEL}`);
    } catch {
      lose(opened);
      return;
    }
    if (hasStopped) return;
    // What happened before this moment was not heard.
    onGap();
    isListening = true;
    beat(opened);
  }

  function beat(opened: pg.Client): void {
    timer = setTimeout(() => {
      opened.query('select 1').then(
        () => client === opened && beat(opened),
        () => lose(opened),
      );
    }, HEARTBEAT_MS);
  }

  await connect();
  return {
    isListening: () => isListening,
    async stop() {
      hasStopped = true;
      isListening = false;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}

/** Where nobody can listen, as through a pooler in transaction mode: it says so, and nothing is remembered. */
export const DEAF: NewsListener = { isListening: () => false, stop: async () => {} };
