import { sql } from 'kysely';
import { after, type Clock, MINUTE_MS } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database/database.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Log } from '../../kernel/log.ts';

/** What is used within it is written together. */
const GATHER_MS = 500;
const MOST_REMEMBERED = 20_000;

export type LastUses = {
  /** Costs no query: it is written soon after, and at most once a minute. */
  note(id: string): void;
  close(): Promise<void>;
};

/** Writes `last_used_at` beside the calls, never in their way; over all processes once a minute and row. */
export function keepLastUses(options: {
  table: 'api_key' | 'api_client';
  database: Database;
  clock: Clock;
  log: Log;
}): LastUses {
  const { table, database, clock, log } = options;
  const notedMs = new Map<string, number>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const ids = [...waiting];
    waiting.clear();
    if (ids.length === 0) return;
    const em = database.fork();
    const now = clock.now();
    const aMinuteAgo = instantFor(em, after(now, -MINUTE_MS));
    await sql`update ${sql.table(table)} set last_used_at = ${instantFor(em, now)}
      where id in (${sql.join(ids)}) and (last_used_at is null or last_used_at <= ${aMinuteAgo})`.execute(
      sqlOf(em),
    );
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).catch((error) => log.warn({ err: error }, 'could not note a last use'));
    return writing;
  }

  return {
    note(id) {
      const nowMs = clock.now().getTime();
      const noted = notedMs.get(id);
      if (noted !== undefined && nowMs - noted < MINUTE_MS) return;
      if (notedMs.size >= MOST_REMEMBERED) notedMs.clear();
      notedMs.set(id, nowMs);
      waiting.add(id);
      timer ??= setTimeout(() => void flush(), GATHER_MS).unref();
    },
    close: flush,
  };
}
